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

/// Explains the failure of a part to the user: what happened and what to do.
final class Advice {

  private static final int MORE_PATIENCE = 3;
  private static final String NO_KEYCLOAK = "--no-keycloak";
  private static final String PORTS = "--port-offset ";
  private static final String PATIENCE = "--patience ";
  private static final String FREE_MEMORY =
      "Unless somebody killed it, the operating system did, because memory ran out: the platform needs about 3 GB. Free some memory and start again.";
  private static final Pattern DATA_OF_SERVICE =
      Pattern.compile("-Dquittance\\.data-dir=(\\S+)/(?:registry|scoring|feedback|retraining) ");
  private static final Pattern DATA_OF_KAFKA = Pattern.compile("KafkaBrokerMain (\\S+)/kafka ");

  private final Platform.Settings launch;

  Advice(Platform.Settings launch) {
    this.launch = launch;
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
              "%s could not be started: %s".formatted(part.title(), failure),
              null,
              Stream.concat(Stream.of(readTheLog(part)), withoutKeycloak(part)).toList());
    };
  }

  /// Describes a part that ended unexpectedly.
  PartFailedException ended(Part part, StartFailedException end) {
    return new PartFailedException(
        part,
        end.reason(),
        end.log().orElse(null),
        List.of(end.kind() == StartFailedException.Kind.KILLED ? FREE_MEMORY : readTheLog(part)));
  }

  /// Describes a part that is running but makes no progress.
  PartFailedException stalled(Part part, String reason) {
    return new PartFailedException(
        part,
        reason,
        LogExcerpt.of(launch.layout().log(part), 0),
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
    return launch
        .ports()
        .nextFree()
        .map(
            ports ->
                "Or use other ports, which are free at the moment:  "
                    + again(PORTS + ports.offset()))
        .orElse("Or use other ports with --port-offset N.");
  }

  private List<String> onStart(Part part, StartFailedException failure) {
    Stream<String> advice =
        switch (failure.kind()) {
          case KILLED -> Stream.of(FREE_MEMORY);
          case STOOD_STILL -> Stream.of(morePatience(), readTheLog(part));
          case BROKEN_FILE ->
              Stream.of("Delete that file and start again; it is then downloaded again.");
          case ENDED, UNUSABLE, INTERRUPTED ->
              Stream.of(
                  failure.log().isPresent() ? readTheLog(part) : "Correct this and start again.");
        };
    return Stream.concat(advice, withoutKeycloak(part)).toList();
  }

  private String morePatience() {
    double factor = Math.ceil(10 * MORE_PATIENCE * launch.patience().factor()) / 10;
    return "If this machine is slow or busy, start again with longer time limits:  "
        + again(PATIENCE + new Patience(Math.min(1_000, factor)).text());
  }

  private String readTheLog(Part part) {
    return "Read the whole log:  " + launch.layout().log(part);
  }

  private Stream<String> withoutKeycloak(Part part) {
    return part == Part.IDENTITY && launch.keycloak()
        ? Stream.of(
            "Or start without Keycloak:  "
                + again(NO_KEYCLOAK)
                + "  (a local key then signs the tokens)")
        : Stream.empty();
  }

  /// Returns the command that starts again with one option more or another value of it.
  private String again(String option) {
    StringBuilder command = new StringBuilder("./quittance " + launch.command() + " " + option);
    if (!launch.keycloak()) {
      command.append(' ').append(NO_KEYCLOAK);
    }
    if (launch.ports().offset() != 0 && !option.startsWith(PORTS)) {
      command.append(' ').append(PORTS).append(launch.ports().offset());
    }
    if (!launch.patience().equals(Patience.ofEnvironment()) && !option.startsWith(PATIENCE)) {
      command.append(' ').append(PATIENCE).append(launch.patience().text());
    }
    Path usual = Path.of(launch.command().equals("demo") ? ".quittance/demo" : ".quittance");
    if (!launch.layout().data().equals(usual.toAbsolutePath())) {
      command.append(" --data ").append(launch.layout().data());
    }
    return command.toString();
  }

  /// Returns the data directory if the process belongs to a platform of Quittance.
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
