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

/// Rules of a jurisdiction in a period. A base pack also holds the costs and preferences of the
/// collector; an overlay adds rules to a base. Read from YAML; identified by the SHA-256 of those
/// bytes. Immutable.
///
/// @param sha256 of the pack's bytes, lower-case hexadecimal
/// @param id such as `us-reg-f`
/// @param version of its content
/// @param jurisdictions ISO 3166 codes it covers; `US` covers `US-MA`, too; `any` covers all
/// @param effectiveFrom first day it may be applied (UTC date); outside its period nothing is
///   permitted
/// @param effectiveTo first day it may no longer be applied, null when none is known
/// @param assumptions what its author took for granted
/// @param economics costs and preferences; null exactly for an overlay
/// @param rules what is not allowed
/// @param missing what is known to bind there and is not written here
/// @param sourcesReadOn when its sources were last read; null where that was not recorded
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

  /// The jurisdiction of a pack that covers all.
  public static final String ANY = "any";

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
      throw new IllegalArgumentException("a pack needs rules");
    }
    Set<String> ids = new TreeSet<>();
    for (Rule rule : rules) {
      if (!ids.add(rule.id())) {
        throw new IllegalArgumentException(
            "each rule needs an id of its own: " + rule.id() + " comes twice");
      }
    }
  }

  /// Creates a pack that does not tell what it lacks.
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

  /// What a pack is for.
  public enum Type {
    /// Costs, preferences and rules: exactly one decides for an account.
    @JsonProperty("base")
    BASE,
    /// Rules that hold as well, for a part of a base pack's reach.
    @JsonProperty("overlay")
    OVERLAY;

    /// The word in YAML.
    public String wireName() {
      return switch (this) {
        case BASE -> "base";
        case OVERLAY -> "overlay";
      };
    }
  }

  /// Whether it is a base pack or an overlay.
  public Type type() {
    return economics == null ? Type.OVERLAY : Type.BASE;
  }

  /// Whether it covers a jurisdiction.
  public boolean covers(String jurisdiction) {
    return jurisdictions.contains(ANY) || Rule.covers(jurisdictions, jurisdiction);
  }

  /// Whether it may be applied at an instant.
  public boolean inForce(Instant at) {
    return Rule.inForce(effectiveFrom, effectiveTo, at);
  }

  /// Reads a pack. Its signature is not looked at.
  ///
  /// @throws PolicyPackException naming line and reason when it is not a valid pack
  public static PolicyPack read(byte[] yaml) {
    return PolicyPackReader.read(yaml);
  }

  /// The newest version of a pack that comes with Quittance, such as `us-reg-f` or `strict`.
  ///
  /// @throws PolicyPackException when there is none of that name, or it was tampered with
  public static PolicyPack builtIn(String id) {
    return BuiltInPacks.all().stream()
        .filter(pack -> pack.id().equals(id))
        .max((a, b) -> a.effectiveFrom().compareTo(b.effectiveFrom()))
        .orElseThrow(() -> new PolicyPackException(0, "there is no policy pack " + id));
  }

  /// The costs and preferences of a base pack.
  public Economics requireEconomics() {
    return Optional.ofNullable(economics)
        .orElseThrow(() -> new IllegalStateException(id + " is an overlay"));
  }
}
