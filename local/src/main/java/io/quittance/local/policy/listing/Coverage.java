package io.quittance.local.policy.listing;

import io.quittance.core.contact.PolicyCatalogue;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.pack.Rule;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which packs bind in a place, and what is known of the law that they do not hold.
///
/// @param code ISO 3166 code, such as `US-WA`
/// @param own the packs that were written for this place; none where only packs of larger places
///   bind
/// @param packs all that bind there, the base first
public record Coverage(String code, List<PolicyPack> own, List<PolicyPack> packs) {

  private static final Pattern CODE = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}");

  /// Parts of the countries whose packs differ by part.
  private static final Map<String, String> PARTS =
      Map.of(
          "US",
              "AL AK AZ AR CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND"
                  + " NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY AS GU MP PR"
                  + " UM VI",
          "CA", "AB BC MB NB NL NS NT NU ON PE QC SK YT",
          "GB", "ENG NIR SCT WLS",
          "AU", "ACT NSW NT QLD SA TAS VIC WA");

  public Coverage {
    own = List.copyOf(own);
    packs = List.copyOf(packs);
  }

  /// Says what binds in a place.
  ///
  /// @throws IllegalArgumentException when the code is not one
  public static Coverage of(String code, List<PolicyPack> all) {
    if (!CODE.matcher(code).matches() || !countries().contains(code.substring(0, 2))) {
      throw new IllegalArgumentException(
          code + " is not an ISO 3166 code of a country or of a part of one, such as US or US-WA");
    }
    List<PolicyPack> newest = newest(all);
    LocalDate last =
        newest.stream()
            .map(PolicyPack::effectiveFrom)
            .max(Comparator.naturalOrder())
            .orElse(LocalDate.EPOCH);
    List<PolicyPack> binding =
        PolicyCatalogue.of(newest).at(code, last.atStartOfDay(ZoneOffset.UTC).toInstant()).packs();
    return new Coverage(
        code, binding.stream().filter(pack -> isWrittenFor(pack, code)).toList(), binding);
  }

  /// Every country, every part of a country whose packs differ by part, and every other place that
  /// a pack names.
  public static Set<String> codes(List<PolicyPack> all) {
    Set<String> codes = new TreeSet<>(countries());
    PARTS.forEach(
        (country, parts) ->
            Stream.of(parts.split(" ")).forEach(part -> codes.add(country + "-" + part)));
    for (PolicyPack pack : all) {
      named(pack).forEach(codes::add);
    }
    codes.remove(PolicyPack.ANY);
    return codes;
  }

  /// The newest version of each pack, in the order given.
  public static List<PolicyPack> newest(List<PolicyPack> all) {
    Map<String, PolicyPack> newest = new LinkedHashMap<>();
    for (PolicyPack pack : all) {
      newest.merge(
          pack.id(),
          pack,
          (one, other) -> one.effectiveFrom().isBefore(other.effectiveFrom()) ? other : one);
    }
    return new ArrayList<>(newest.values());
  }

  private static Set<String> countries() {
    return Set.of(Locale.getISOCountries());
  }

  /// A pack of many countries, such as one for the European Union, is written for none of them.
  private static boolean isWrittenFor(PolicyPack pack, String code) {
    return named(pack).contains(code)
        && pack.jurisdictions().stream().map(Coverage::country).distinct().count() == 1;
  }

  private static Set<String> named(PolicyPack pack) {
    Set<String> named = new TreeSet<>(pack.jurisdictions());
    pack.rules().forEach(rule -> named.addAll(rule.jurisdictions()));
    return named;
  }

  private static String country(String code) {
    return code.split("-")[0];
  }

  /// What a reader must know where no pack was written for the place; null where one was.
  public @Nullable String warning() {
    if (!own.isEmpty()) {
      return null;
    }
    return packs.stream().allMatch(pack -> pack.jurisdictions().contains(PolicyPack.ANY))
        ? "No law of this place has been encoded: only rules of our own bind."
        : "No pack was written for this place: its own law, which may be stricter, is not encoded.";
  }

  /// The rules of a pack that hold in this place.
  public List<Rule> rules(PolicyPack pack) {
    return pack.rules().stream().filter(rule -> rule.binds(null, List.of(code), null)).toList();
  }

  /// Whose a rule is.
  public enum Authority {
    /// The law says what it says.
    LAW("law"),
    /// The law says it, and the rule is stricter.
    IN_PART_OURS("law, in part ours"),
    /// No law says it.
    OURS("ours");

    private final String words;

    Authority(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    static Authority of(Rule rule) {
      return rule.ours() ? OURS : rule.reason() == null ? LAW : IN_PART_OURS;
    }
  }
}
