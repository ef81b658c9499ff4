package io.quittance.local.policy;

import io.quittance.core.event.DecisionMade;
import io.quittance.local.option.DataOption;
import io.quittance.local.replay.History;
import io.quittance.local.replay.RecordedTopics;
import io.quittance.local.replay.StoredDecisions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Where stored decisions, and the events of their accounts, come from: files, or the topics of a
/// platform.
final class ReplaySource {

  @ArgGroup(multiplicity = "1")
  private Choice choice = new Choice();

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description =
          "With --since: Kafka of another platform (default: the platform that runs on the"
              + " directory)")
  private @Nullable String servers;

  @Option(
      names = "--tenant",
      defaultValue = "default",
      description = "With --since: whose decisions (default: ${DEFAULT-VALUE})")
  private String tenant = "default";

  private static final class Choice {

    @ArgGroup(exclusive = false)
    private @Nullable Files files;

    @Option(
        names = "--since",
        paramLabel = "DATE",
        converter = DateOrInstant.class,
        description =
            "Takes the decisions of this day (UTC) or instant and later from the topics of a"
                + " platform instead")
    private @Nullable Instant since;
  }

  private static final class Files {

    @Option(
        names = "--decisions",
        required = true,
        paramLabel = "FILE",
        description = "NDJSON: records of the topic decisions; may be given several times")
    private List<Path> decisions = List.of();

    @Option(
        names = "--events",
        required = true,
        paramLabel = "FILE",
        description =
            "NDJSON: the events and outcomes of their accounts; may be given several times")
    private List<Path> events = List.of();
  }

  private static final class DateOrInstant implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeParseException _) {
        throw new TypeConversionException(
            "'%s' is neither a day, such as 2026-03-01, nor an instant, such as 2026-03-01T08:00:00Z"
                .formatted(text));
      }
    }
  }

  /// Hands on each decision with what is told of its account.
  ///
  /// @return the number of records that cannot be read; files must hold none
  long read(BiConsumer<DecisionMade, History> use) throws IOException {
    Files files = choice.files;
    return files == null ? recorded(Objects.requireNonNull(choice.since), use) : stored(files, use);
  }

  private static long stored(Files files, BiConsumer<DecisionMade, History> use)
      throws IOException {
    History history = new History();
    for (Path file : files.events) {
      history.read(file);
    }
    for (Path file : files.decisions) {
      StoredDecisions.read(file, decision -> use.accept(decision, history));
    }
    return 0;
  }

  private long recorded(Instant since, BiConsumer<DecisionMade, History> use) throws IOException {
    try (RecordedTopics topics =
        new RecordedTopics(
            servers == null ? data.running().ports().bootstrapServers() : servers, tenant)) {
      List<DecisionMade> decisions = List.copyOf(topics.decisionsSince(since));
      History history = topics.history();
      decisions.forEach(decision -> use.accept(decision, history));
      return topics.leftOut();
    }
  }
}
