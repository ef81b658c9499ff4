package io.quittance.local.launch;

import io.quittance.embedded.process.LogExcerpt;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.PortHolder;
import io.quittance.embedded.process.PortTakenException;
import io.quittance.embedded.process.StartFailedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Turns the failure of a part into words for the user: what happened and what to do.
final class Advice {

  private static final int MORE_PATIENCE = 3;
  private static final String FREE_MEMORY =
      "Unless somebody killed it, the system did because memory ran out: the platform needs about 3 GB. Free some memory and start again.";
  private static final Pattern DATA_OF_SERVICE =
      Pattern.compile("-Dquittance\\.data-dir=(\\S+)/(?:registry|scoring|feedback|retraining) ");
  private static final Pattern DATA_OF_KAFKA = Pattern.compile("KafkaBrokerMain (\\S+)/kafka ");

  private final Platform.Plan plan;

  Advice(Platform.Plan plan) {
    this.plan = plan;
  }

  /// Describes a failure while the platform was starting.
  PartFailedException starting(Part part, Throwable failure) {
    return switch (failure) {
      case PartFailedException known -> known;
      case PortTakenException taken -> portTaken(part, taken);
      case StartFailedException start ->
          new PartFailedException(
              part, start.reason(), start.log().orElse(null), onStart(part, start));
      default ->
          new PartFailedException(
              part,
              "%s cannot be started: %s".formatted(part.title(), failure),
              null,
              Stream.concat(Stream.of(readTheLog(part)), withoutKeycloak(part)).toList());
    };
  }

  /// Describes a part that ended although nobody asked it to.
  PartFailedException ended(Part part, StartFailedException end) {
    return new PartFailedException(
        part,
        end.reason(),
        end.log().orElse(null),
        List.of(end.kind() == StartFailedException.Kind.KILLED ? FREE_MEMORY : readTheLog(part)));
  }

  /// Describes a part that runs and has stopped making progress.
  PartFailedException stalled(Part part, String reason) {
    return new PartFailedException(
        part,
        reason,
        LogExcerpt.of(plan.layout().log(part), 0),
        List.of(morePatience(), readTheLog(part)));
  }

  private PartFailedException portTaken(Part part, PortTakenException taken) {
    Optional<PortHolder> holder = taken.holder();
    Optional<String> platform = holder.flatMap(Advice::dataOfAnotherPlatform);
    String who = holder.map(PortHolder::text).orElse("another process");
    if (platform.isPresent()) {
      who =
          "the platform on %s (process %d)"
              .formatted(platform.get(), holder.map(PortHolder::pid).orElse(0L));
    }
    return new PartFailedException(
        part,
        "Port %d, needed for %s, is used by %s".formatted(taken.port(), taken.purpose(), who),
        null,
        List.of(
            platform
                .map(data -> "Stop it:  ./quittance down --data %s".formatted(data))
                .orElse("Stop that process."),
            otherPorts()));
  }

  private String otherPorts() {
    return plan.ports()
        .nextFree()
        .map(
            ports ->
                "Or use other ports, which are free now:  ./quittance %s --port-offset %d"
                    .formatted(plan.command(), ports.offset()))
        .orElse("Or use other ports with --port-offset N.");
  }

  private List<String> onStart(Part part, StartFailedException failure) {
    Stream<String> advice =
        switch (failure.kind()) {
          case KILLED -> Stream.of(FREE_MEMORY);
          case STOOD_STILL -> Stream.of(morePatience(), readTheLog(part));
          case BROKEN_FILE ->
              Stream.of("Delete that file and start again, which downloads it again.");
          case ENDED, UNUSABLE, INTERRUPTED ->
              Stream.of(
                  failure.log().isPresent() ? readTheLog(part) : "Mend that and start again.");
        };
    return Stream.concat(advice, withoutKeycloak(part)).toList();
  }

  private String morePatience() {
    double factor = Math.ceil(10 * MORE_PATIENCE * plan.patience().factor()) / 10;
    return "If this machine is slow or busy, start again with more patience:  ./quittance %s --patience %s"
        .formatted(plan.command(), new Patience(Math.min(1_000, factor)).text());
  }

  private String readTheLog(Part part) {
    return "Read the whole log:  " + plan.layout().log(part);
  }

  private Stream<String> withoutKeycloak(Part part) {
    return part == Part.IDENTITY && plan.keycloak()
        ? Stream.of(
            "Or start without Keycloak:  ./quittance %s --no-keycloak  (a local key signs the tokens then)"
                .formatted(plan.command()))
        : Stream.empty();
  }

  /// The data directory, when the process belongs to a platform of Quittance.
  private static Optional<String> dataOfAnotherPlatform(PortHolder holder) {
    for (Pattern pattern : new Pattern[] {DATA_OF_SERVICE, DATA_OF_KAFKA}) {
      Matcher matcher = pattern.matcher(holder.command() + " ");
      if (matcher.find()) {
        return Optional.of(Path.of(matcher.group(1)).toString());
      }
    }
    return Optional.empty();
  }
}
