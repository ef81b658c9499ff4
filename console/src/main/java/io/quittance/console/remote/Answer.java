package io.quittance.console.remote;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What became of a question to a service.
public sealed interface Answer<T> {

  /// The service answered.
  record Given<T>(T value) implements Answer<T> {}

  /// The service refused: the person may not, there is no such thing, or its state forbids it.
  ///
  /// @param type stable end of the problem's type, such as `self-approval`; empty when it has none
  /// @param detail one sentence for the person
  record Refused<T>(Service service, int status, String type, String detail) implements Answer<T> {}

  /// The service did not answer, or not in time, or failed.
  ///
  /// @param detail one sentence for the person
  record Failed<T>(Service service, String detail) implements Answer<T> {}

  /// Returns the value; null when there is none.
  default @Nullable T value() {
    return this instanceof Given<T>(T given) ? given : null;
  }

  /// Returns the value as a list of one, or an empty list: so that a template reads "for the value,
  /// else the problem".
  default List<T> given() {
    return this instanceof Given<T>(T given) ? List.of(given) : List.of();
  }

  /// Returns what to tell the person when there is no value; empty when there is one.
  default String problem() {
    return switch (this) {
      case Given<T> _ -> "";
      case Refused<T> refused -> refused.detail();
      case Failed<T> failed -> failed.detail();
    };
  }

  /// Returns the answer with its value changed.
  default <R> Answer<R> map(Function<? super T, ? extends R> change) {
    return switch (this) {
      case Given<T>(T given) -> new Given<>(change.apply(given));
      case Refused<T>(Service service, int status, String type, String detail) ->
          new Refused<>(service, status, type, detail);
      case Failed<T>(Service service, String detail) -> new Failed<>(service, detail);
    };
  }

  /// Returns whether the service said that there is no such thing.
  default boolean isMissing() {
    return this instanceof Refused<T> refused && refused.status() == 404;
  }
}
