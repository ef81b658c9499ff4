package io.quittance.scoring.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.event.EventCodec;
import io.quittance.core.plan.ResourceUse;
import io.quittance.core.vocabulary.Channel;
import io.quittance.scoring.plan.DayPlan;
import io.quittance.scoring.plan.PlanAnswer;
import io.quittance.scoring.plan.PlanCosts;
import io.quittance.scoring.plan.PlanCsv;
import io.quittance.scoring.plan.PlanDay;
import io.quittance.scoring.plan.PlanOrder;
import io.quittance.scoring.plan.SeveralCurrenciesException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `plan`: whom to contact on a day, from a file of decisions.
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Chooses across accounts whom to contact on a day within agent hours and budget, at most one contact a debtor,",
      "and says how far from the best plan it can be at most. A plan is advice: each contact still needs a permit."
    })
final class PlanCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--decisions",
      required = true,
      paramLabel = "F.ndjson",
      description =
          "records of the topic decisions, one a line, gzipped or not; of each account the latest counts")
  private Path decisions = Path.of("");

  @Option(
      names = "--agent-hours",
      required = true,
      paramLabel = "H",
      description = "working time of all agents on the day together")
  private double agentHours;

  @Option(
      names = "--budget",
      required = true,
      paramLabel = "B",
      description = "money for contacts on the day, minor units")
  private double budget;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "the day to plan (default: today in --zone)")
  private @Nullable LocalDate date;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "time zone of the day (default: UTC)")
  private ZoneId zone = ZoneOffset.UTC;

  @Option(
      names = "--channel-limit",
      paramLabel = "CHANNEL=N",
      description = "most contacts on a channel: call, sms, email, letter; may be repeated")
  private Map<String, Integer> channelLimits = new LinkedHashMap<>();

  @Option(
      names = "--agent-minutes",
      paramLabel = "CHANNEL=M",
      description = "working time of one contact (default: call=6, others 0)")
  private Map<String, Double> agentMinutes = new LinkedHashMap<>();

  @Option(
      names = "--cost",
      paramLabel = "CHANNEL=C",
      description =
          "money of one contact, minor units (default: call=150, letter=110, sms=5, email=2)")
  private Map<String, Double> costs = new LinkedHashMap<>();

  @Option(
      names = "--currency",
      paramLabel = "CODE",
      description = "plan the accounts owed in it; needed when there are several")
  private @Nullable String currency;

  @Option(
      names = "--tenant",
      defaultValue = "default",
      paramLabel = "T",
      description = "whose decisions (default: ${DEFAULT-VALUE})")
  private String tenant = "default";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "F.csv|F.json",
      description = "the plan, in the form that the name's end says")
  private Path out = Path.of("");

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    PlanOrder order = order();
    checkOut();
    PrintWriter err = spec.commandLine().getErr();
    DecisionLines lines = new DecisionLines(order, tenant);
    Progress progress = Progress.of(err);
    try {
      lines.read(decisions, progress);
    } finally {
      progress.end();
    }
    long read = System.nanoTime();
    DayPlan plan = planned(order, lines);
    double planning = (System.nanoTime() - read) / 1e9;
    write(plan);
    tell(plan, lines, progress.seconds(), planning);
    return 0;
  }

  private PlanOrder order() {
    try {
      LocalDate day = date == null ? LocalDate.now(zone) : date;
      return PlanOrder.of(
          new PlanDay(day, zone),
          agentHours,
          budget,
          channels("--channel-limit", channelLimits),
          PlanCosts.DEFAULTS.with(
              channels("--agent-minutes", agentMinutes), channels("--cost", costs)),
          currency);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private <V> Map<Channel, V> channels(String option, Map<String, V> named) {
    Map<Channel, V> channels = new LinkedHashMap<>();
    named.forEach(
        (name, value) -> {
          try {
            channels.put(Channel.valueOf(name.toUpperCase(Locale.ROOT)), value);
          } catch (IllegalArgumentException _) {
            throw new ParameterException(
                spec.commandLine(),
                "%s: there is no channel '%s'; there are call, sms, email, letter"
                    .formatted(option, name));
          }
        });
    return channels;
  }

  private void checkOut() throws IOException {
    if (!isCsv() && !out.toString().endsWith(".json")) {
      throw new ParameterException(
          spec.commandLine(), "--out must end in .csv or .json, was " + out);
    }
    OutFile.check(out, decisions, List.of(out));
  }

  private boolean isCsv() {
    return out.toString().endsWith(".csv");
  }

  private static DayPlan planned(PlanOrder order, DecisionLines lines) {
    try {
      return DayPlan.of(order, lines.candidacies());
    } catch (SeveralCurrenciesException e) {
      throw new CommandFailedException(e.getMessage() + " with --currency");
    }
  }

  private void write(DayPlan plan) throws IOException {
    StringWriter text = new StringWriter();
    if (isCsv()) {
      PlanCsv.write(plan, text);
    } else {
      EventCodec.mapper().writerWithDefaultPrettyPrinter().writeValue(text, PlanAnswer.of(plan));
      text.append('\n');
    }
    try (ResultFile file = new ResultFile(out)) {
      file.write(text.toString());
      file.keep();
    }
  }

  private void tell(DayPlan day, DecisionLines lines, double seconds, double planning)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    PlanAnswer answer = PlanAnswer.summary(day);
    String amounts = day.currency() == null ? "" : " minor units of " + day.currency();
    err.printf(
        Locale.ROOT,
        "%,d lines, %,d accounts, %,d candidates of %,d debtors on %s; read in %.1f s, planned in %.2f s%n",
        lines.lines(),
        answer.accounts(),
        answer.candidates(),
        answer.debtors(),
        answer.date(),
        seconds - planning,
        planning);
    if (lines.otherTenants() > 0) {
      err.printf(Locale.ROOT, "%,d lines of other tenants left aside%n", lines.otherTenants());
    }
    ObjectMapper mapper = EventCodec.mapper();
    answer
        .leftOut()
        .forEach(
            (reason, count) ->
                err.printf(
                    Locale.ROOT,
                    "left out: %,d %s%n",
                    count,
                    mapper.convertValue(reason, String.class)));
    answer
        .planned()
        .forEach(
            (action, count) -> err.printf(Locale.ROOT, "%,d × %s%n", count, action.wireName()));
    err.printf(
        Locale.ROOT,
        "gain over no contact %,.0f%s, no plan gains more than %,.0f (gap %.4f %%)%n",
        answer.valueMinor(),
        amounts,
        answer.upperBoundMinor(),
        100 * answer.gap());
    for (ResourceUse use : answer.resources()) {
      err.printf(
          Locale.ROOT,
          "%s: %,.0f of %,.0f used; one more would gain at most %,.2f%n",
          use.name(),
          use.used(),
          use.capacity(),
          use.priceMinor());
    }
    err.printf("%s%n", out);
    if (json.asked()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("plan", answer);
      object.put("lines", lines.lines());
      object.put("otherTenants", lines.otherTenants());
      object.put("seconds", seconds);
      object.put("planSeconds", planning);
      object.put("out", out.toString());
      spec.commandLine().getOut().println(mapper.writeValueAsString(object));
    }
  }
}
