package io.quittance.local.policy;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.contact.Policy;
import io.quittance.core.contact.ThirdPerson;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.local.option.JsonOption;
import io.quittance.local.policy.trial.TrialPacks;
import io.quittance.local.policy.trial.Tried;
import io.quittance.local.policy.trial.TryJson;
import io.quittance.local.policy.trial.TryText;
import io.quittance.local.replay.History;
import io.quittance.local.replay.OtherPersons;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final TrialPacks trials = new TrialPacks();

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

  @Option(
      names = "--place",
      paramLabel = "PLACE",
      description = "asks for contacts at once and there: home, mobile, work or other")
  private @Nullable String place;

  @Option(
      names = "--number",
      paramLabel = "REF",
      description = "asks for contacts at once by this number or address, as events name it")
  private @Nullable String number;

  @Option(
      names = "--person",
      paramLabel = "WHO",
      description =
          "asks for contacts at once with somebody other than the debtor: spouse, household,"
              + " employer or other, then /REF as events name the person, then !debt to speak of"
              + " the debt instead of asking where the debtor is")
  private @Nullable String person;

  @Option(
      names = "--review",
      paramLabel = "KIND",
      split = ",",
      description =
          "asks about a decision of people, too: hardship, vulnerability, specialist, override,"
              + " legal-referral, plan-refusal or debt-sale; may be given several times")
  private List<String> reviews = List.of();

  @Mixin private final JsonOption json = new JsonOption();

  @Override
  public Integer call() throws IOException {
    Place where = place == null ? null : constant(Place.class, "--place", place);
    List<ReviewKind> kinds =
        reviews.stream().map(kind -> constant(ReviewKind.class, "--review", kind)).toList();
    ThirdPerson other = person == null ? null : other(person);
    TrialPacks.Catalogue catalogue = trials.catalogue();
    History history = new History();
    for (Path file : files) {
      history.read(file);
    }
    String id = account(history.accounts());
    List<Tried> answers = new ArrayList<>();
    for (Instant at : instants) {
      DebtorContext context = history.at(id, at);
      Policy policy = catalogue.packs().at(context, at);
      answers.add(
          other != null
              ? Tried.withOther(policy, context, at, other, kinds)
              : where == null && number == null
                  ? Tried.windows(policy, context, at, kinds)
                  : Tried.atOnce(policy, context, at, where, number, kinds));
    }
    if (json.asked()) {
      JsonOption.print(TryJson.of(id, answers, catalogue));
    } else {
      TryText text = new TryText(catalogue);
      System.out.print(text.trials());
      answers.forEach(tried -> System.out.print(text.of(id, tried)));
    }
    return 0;
  }

  private ThirdPerson other(String text) {
    if (place != null || number != null) {
      throw wrong("--person cannot be combined with --place or --number, which are the debtor's");
    }
    try {
      return OtherPersons.read(text);
    } catch (IllegalArgumentException e) {
      throw wrong("--person: " + e.getMessage());
    }
  }

  private <E extends Enum<E>> E constant(Class<E> type, String option, String name) {
    return WireNames.find(type, name)
        .orElseThrow(
            () ->
                wrong(
                    "%s must be one of %s, was %s"
                        .formatted(
                            option,
                            Arrays.stream(type.getEnumConstants())
                                .map(WireNames::of)
                                .collect(Collectors.joining(", ")),
                            name)));
  }

  private String account(Collection<String> known) {
    if (account == null && known.size() == 1) {
      return known.iterator().next();
    }
    if (account == null || !known.contains(account)) {
      throw wrong("--account must be one of the %d accounts of the files".formatted(known.size()));
    }
    return account;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
