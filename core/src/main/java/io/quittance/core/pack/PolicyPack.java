package io.quittance.core.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Rules of a jurisdiction in a period. A base pack also holds the collector's costs and
/// preferences; an overlay adds rules to a base pack. Read from YAML and identified by the SHA-256
/// of those bytes. Immutable.
///
/// @param sha256 SHA-256 of the pack's bytes, lower-case hexadecimal
/// @param id lower-case words joined by hyphens, such as `us-reg-f`
/// @param version version of its content, such as `2025.1`
/// @param title name for people
/// @param jurisdictions ISO 3166 codes that it covers; `US` also covers `US-MA`; `any` covers all
/// @param effectiveFrom first day on which it is in force (local date)
/// @param effectiveTo first day on which it is no longer in force; null when none is known
/// @param assumptions what its author took for granted
/// @param economics costs and preferences; null for an overlay, present for a base pack
/// @param rules its rules, each with an id of its own
/// @param missing rules that are known to bind there and that the pack does not contain
/// @param sourcesReadOn date of the copies of its sources that were read: what changed later is not
///   known; null when not recorded
public record PolicyPack(
    String sha256,
    String id,
    String version,
    String title,
    SortedSet<String> jurisdictions,
    LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo,
    List<String> assumptions,
    @Nullable Economics economics,
    List<Rule> rules,
    List<String> missing,
    @Nullable LocalDate sourcesReadOn) {

  /// Value of `jurisdictions` that covers every jurisdiction.
  public static final String ANY = "any";

  /// @throws IllegalArgumentException when a field is invalid; the message names the field
  public PolicyPack {
    PackFieldChecks.id("id", id);
    PackFieldChecks.version(version);
    PackFieldChecks.present("title", title);
    jurisdictions = Collections.unmodifiableSortedSet(new TreeSet<>(jurisdictions));
    PackFieldChecks.jurisdictions(jurisdictions);
    assumptions = List.copyOf(assumptions);
    rules = List.copyOf(rules);
    missing = List.copyOf(missing);
    if (effectiveTo != null && !effectiveFrom.isBefore(effectiveTo)) {
      throw new IllegalArgumentException("effectiveFrom must be before effectiveTo");
    }
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("a pack must have rules");
    }
    Set<String> ids = new TreeSet<>();
    for (Rule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new IllegalArgumentException("two rules have the id " + rule.id());
      }
    }
  }

  /// Creates a pack without a list of missing rules.
  public PolicyPack(
      String sha256,
      String id,
      String version,
      String title,
      SortedSet<String> jurisdictions,
      LocalDate effectiveFrom,
      @Nullable LocalDate effectiveTo,
      List<String> assumptions,
      @Nullable Economics economics,
      List<Rule> rules) {
    this(
        sha256,
        id,
        version,
        title,
        jurisdictions,
        effectiveFrom,
        effectiveTo,
        assumptions,
        economics,
        rules,
        List.of(),
        null);
  }

  /// Role of a pack.
  public enum Type {
    /// Holds costs, preferences and rules. Exactly one base pack decides for an account.
    @JsonProperty("base")
    BASE,
    /// Holds rules that apply in addition to those of a base pack.
    @JsonProperty("overlay")
    OVERLAY;

    /// Returns the name used in YAML.
    public String wireName() {
      return switch (this) {
        case BASE -> "base";
        case OVERLAY -> "overlay";
      };
    }
  }

  /// Returns whether this is a base pack or an overlay.
  public Type type() {
    return economics == null ? Type.OVERLAY : Type.BASE;
  }

  /// Returns whether the pack covers a jurisdiction.
  ///
  /// @param jurisdiction ISO 3166 code such as `US-MA`
  public boolean covers(String jurisdiction) {
    return jurisdictions.contains(ANY) || Rule.covers(jurisdictions, jurisdiction);
  }

  /// Returns whether the pack is in force at an instant.
  public boolean inForce(Instant at) {
    return Rule.inForce(effectiveFrom, effectiveTo, at);
  }

  /// Reads a pack from YAML. Does not verify its signature; [TrustedKeys#read] does.
  ///
  /// @throws PolicyPackException with line and reason when the bytes are not a valid pack
  public static PolicyPack read(byte[] yaml) {
    return PolicyPackReader.read(yaml);
  }

  /// Returns the newest version of a built-in pack, such as `us-reg-f` or `strict`.
  ///
  /// @throws PolicyPackException when there is no pack with this id, or a built-in pack was changed
  ///   after it was signed
  public static PolicyPack builtIn(String id) {
    return BuiltInPacks.all().stream()
        .filter(pack -> pack.id().equals(id))
        .max((a, b) -> a.effectiveFrom().compareTo(b.effectiveFrom()))
        .orElseThrow(() -> new PolicyPackException(0, "there is no built-in policy pack " + id));
  }

  /// Returns the costs and preferences of a base pack.
  ///
  /// @throws IllegalStateException when this is an overlay
  public Economics requireEconomics() {
    return Optional.ofNullable(economics)
        .orElseThrow(() -> new IllegalStateException(id + " is an overlay"));
  }
}
