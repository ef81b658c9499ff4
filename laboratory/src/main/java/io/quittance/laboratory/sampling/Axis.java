package io.quittance.laboratory.sampling;

import io.quittance.laboratory.training.Dimension;

/// Maps a dimension to the unit interval. Each value owns a cell of the interval; the cell of a
/// real number has no width. Equal lengths are equally likely.
sealed interface Axis {

  static Axis of(Dimension dimension) {
    return switch (dimension) {
      case Dimension.Real real ->
          new Continuous(
              scaled(real.low(), real.logarithmic()),
              scaled(real.high(), real.logarithmic()),
              real.logarithmic(),
              real.low(),
              real.high());
      case Dimension.Whole whole ->
          new Stepped(
              scaled(whole.low() - 0.5, whole.logarithmic()),
              scaled(whole.high() + 0.5, whole.logarithmic()),
              whole.logarithmic(),
              whole.low(),
              whole.high());
      case Dimension.Choice choice -> new Named(choice);
    };
  }

  /// Returns the value at a position in [0, 1).
  double value(double position);

  /// Returns the lower end of a value's cell.
  double from(double value);

  /// Returns the upper end of a value's cell.
  double to(double value);

  private static double scaled(double value, boolean logarithmic) {
    return logarithmic ? StrictMath.log(value) : value;
  }

  private static double unscaled(double value, boolean logarithmic) {
    return logarithmic ? StrictMath.exp(value) : value;
  }

  /// Real numbers.
  record Continuous(double low, double high, boolean logarithmic, double least, double most)
      implements Axis {

    @Override
    public double value(double position) {
      double value = unscaled(low + position * (high - low), logarithmic);
      return Math.clamp(value, least, most);
    }

    @Override
    public double from(double value) {
      return Math.clamp((scaled(value, logarithmic) - low) / (high - low), 0.0, 1.0);
    }

    @Override
    public double to(double value) {
      return from(value);
    }
  }

  /// Whole numbers, each with a cell that extends half a step to both sides.
  record Stepped(double low, double high, boolean logarithmic, int least, int most)
      implements Axis {

    @Override
    public double value(double position) {
      double value = unscaled(low + position * (high - low), logarithmic);
      return Math.clamp(Math.rint(value), (double) least, (double) most);
    }

    @Override
    public double from(double value) {
      return place(value - 0.5);
    }

    @Override
    public double to(double value) {
      return place(value + 0.5);
    }

    private double place(double edge) {
      return Math.clamp((scaled(edge, logarithmic) - low) / (high - low), 0.0, 1.0);
    }
  }

  /// Unordered values, each with a cell of the same width.
  record Named(Dimension.Choice choice) implements Axis {

    @Override
    public double value(double position) {
      int count = choice.values().size();
      return choice.values().get(Math.min((int) (position * count), count - 1));
    }

    @Override
    public double from(double value) {
      return (double) index(value) / choice.values().size();
    }

    @Override
    public double to(double value) {
      return (double) (index(value) + 1) / choice.values().size();
    }

    int index(double value) {
      return Math.max(0, choice.values().indexOf(value));
    }
  }
}
