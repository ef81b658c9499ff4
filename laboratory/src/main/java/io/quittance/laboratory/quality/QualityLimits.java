package io.quittance.laboratory.quality;

/// Where the rules draw their lines. Shares are in [0, 1].
///
/// @param minRows fewest rows (DQ01)
/// @param minOfEachClass fewest rows of the rarer class (DQ02)
/// @param imbalanced share of the rarer class below which it is noted (DQ03)
/// @param missing share of missing values above which it is a warning (DQ04)
/// @param missingRise rise over the baseline's missing share that is an error, half of it a warning
///   (DQ05)
/// @param duplicates share of repeated rows above which it is a warning (DQ07)
/// @param leakAuc AUC of a feature alone above which it is an error (DQ08)
/// @param strongAuc AUC of a feature alone from which it is a warning (DQ09)
/// @param gainShare share of the ranking error left by all other features that one feature removes,
///   above which it is an error (DQ10)
/// @param categories most categories of a column (DQ12)
/// @param unseen share of values in categories that the baseline lacks, above which it is an error
///   (DQ11)
public record QualityLimits(
    int minRows,
    int minOfEachClass,
    double imbalanced,
    double missing,
    double missingRise,
    double duplicates,
    double leakAuc,
    double strongAuc,
    double gainShare,
    int categories,
    double unseen) {

  /// The limits that the documentation names.
  public static final QualityLimits STANDARD =
      new QualityLimits(500, 50, 0.1, 0.5, 0.1, 0.05, 0.98, 0.9, 0.5, 100, 0.2);

  /// The same with other sizes.
  public QualityLimits withSizes(int rows, int ofEachClass) {
    return new QualityLimits(
        rows,
        ofEachClass,
        imbalanced,
        missing,
        missingRise,
        duplicates,
        leakAuc,
        strongAuc,
        gainShare,
        categories,
        unseen);
  }
}
