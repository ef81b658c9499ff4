package io.quittance.local.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Fact;
import io.quittance.core.contact.ContactPolicy;
import io.quittance.core.contact.ContactWindow;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.contact.PolicyVerdict;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.event.DecisionMade.PolicyUsed;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.vocabulary.Action;
import io.quittance.local.replay.History;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Says what is permitted for accounts at instants, and why the rest is not.
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    description = {
      "Says what the packs permit for an account at given instants, and which rules block the rest.",
      "Events are read from files as  ./quittance simulate --out  writes them; only what had",
      "happened by each instant is known at it."
    })
final class PolicyTry implements Callable<Integer> {

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--events",
      required = true,
      paramLabel = "FILE",
      description = "NDJSON; may be given several times")
  private List<Path> files = List.of();

  @Option(names = "--account", paramLabel = "ID", description = "default: the only one")
  private @Nullable String account;

  @Option(
      names = "--at",
      required = true,
      paramLabel = "INSTANT",
      description = "such as 2025-04-11T16:00:00Z; may be given several times")
  private List<Instant> instants = List.of();

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    History history = new History();
    for (Path file : files) {
      history.read(file);
    }
    String id = account(history.accounts());
    PolicyCatalogue book = PolicyCatalogue.of(BuiltInPacks.defaults());
    List<Map<String, Object>> answers = new ArrayList<>();
    for (Instant at : instants) {
      DebtorContext context = history.at(id, at);
      Policy policy = book.at(context, at);
      PolicyVerdict verdict = ContactPolicy.evaluate(policy, context, at);
      if (json) {
        answers.add(table(at, policy.used(), verdict));
      } else {
        print(id, at, zone(context, at), policy.used(), verdict);
      }
    }
    if (json) {
      printJson(id, answers);
    }
    return 0;
  }

  private String account(Collection<String> known) {
    if (account == null && known.size() == 1) {
      return known.iterator().next();
    }
    if (account == null || !known.contains(account)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "--account must be one of the %d accounts of the files".formatted(known.size()));
    }
    return account;
  }

  private static ZoneId zone(DebtorContext context, Instant at) {
    Fact.Placement placement = context.account().view(at).placement();
    return placement == null || placement.timeZones().isEmpty()
        ? ZoneOffset.UTC
        : ZoneId.of(placement.timeZones().getFirst());
  }

  private static void print(
      String account, Instant at, ZoneId zone, PolicyUsed used, PolicyVerdict verdict) {
    System.out.printf("%s at %s (%s)%n", account, local(at, zone), zone);
    System.out.printf(
        "  packs: %s %s%s%n",
        used.id(),
        used.version(),
        String.join(
            "", used.overlays().stream().map(o -> ", " + o.id() + " " + o.version()).toList()));
    for (Action action : Action.values()) {
      ContactWindow window = verdict.window(action);
      if (window != null) {
        System.out.printf(
            "  %-7s permitted  %s to %s%n",
            action.wireName(), local(window.notBefore(), zone), local(window.notAfter(), zone));
      } else if (action != Action.NO_CONTACT) {
        Instant next = verdict.next().get(action);
        System.out.printf(
            "  %-7s blocked    %s%n",
            action.wireName(),
            next == null ? "no instant known" : "next permitted " + local(next, zone));
        verdict.blocked().stream()
            .filter(reason -> reason.action() == action)
            .forEach(reason -> print(reason, zone));
      }
    }
    System.out.println();
  }

  private static void print(Blocked reason, ZoneId zone) {
    Instant until = reason.until();
    System.out.printf(
        "          %s [%s]%s %s%n",
        reason.ruleId(),
        reason.citation(),
        until == null ? "" : " until " + local(until, zone) + ":",
        reason.text());
  }

  private static String local(Instant instant, ZoneId zone) {
    return CLOCK.format(instant.atZone(zone));
  }

  private static Map<String, Object> table(Instant at, PolicyUsed used, PolicyVerdict verdict) {
    Map<String, Object> windows = new LinkedHashMap<>();
    verdict
        .permitted()
        .forEach(
            (action, window) ->
                windows.put(
                    action.wireName(),
                    window
                        .map(w -> List.of(w.notBefore().toString(), w.notAfter().toString()))
                        .orElse(List.of())));
    Map<String, Object> next = new LinkedHashMap<>();
    verdict.next().forEach((action, instant) -> next.put(action.wireName(), instant.toString()));
    Map<String, Object> table = new LinkedHashMap<>();
    table.put("at", at.toString());
    table.put("policy", used);
    table.put("permitted", windows);
    table.put("blocked", verdict.blocked().stream().map(PolicyTry::row).toList());
    table.put("next", next);
    return table;
  }

  private static Map<String, Object> row(Blocked reason) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("action", reason.action().wireName());
    row.put("ruleId", reason.ruleId());
    row.put("citation", reason.citation());
    if (reason.until() != null) {
      row.put("until", reason.until().toString());
    }
    row.put("text", reason.text());
    return row;
  }

  private static void printJson(String account, List<Map<String, Object>> answers)
      throws JsonProcessingException {
    System.out.println(
        new ObjectMapper().writeValueAsString(Map.of("account", account, "answers", answers)));
  }
}
