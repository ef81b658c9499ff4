package io.quittance.laboratory.infer;

import io.quittance.core.feature.ForbiddenNames;
import io.quittance.laboratory.table.schema.ShortNumber;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Role;
import io.quittance.laboratory.table.schema.TableSchema.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Decides the type and role of drafted columns one by one, and records the reasons.
final class DraftRoles {

  private static final int MOST_LISTED = 50;
  private static final int FEW = 20;
  private static final Set<String> ID_WORDS =
      Set.of("id", "uuid", "key", "no", "nr", "number", "index");
  private static final Set<String> OWNER_WORDS =
      Set.of("account", "client", "customer", "debtor", "user", "member", "household", "patient");

  private final String target;
  private final char decimal;
  private final Map<String, String> reasons = new LinkedHashMap<>();
  private final EnumSet<Role> taken = EnumSet.noneOf(Role.class);

  /// @param target empty when none was given
  DraftRoles(String target, char decimal) {
    this.target = target;
    this.decimal = decimal;
  }

  /// Returns, by column, why a column is not an ordinary feature.
  Map<String, String> reasons() {
    return reasons;
  }

  ColumnSchema column(ColumnDraft draft) {
    Type type = type(draft);
    Role role = role(draft, type);
    boolean number = type == Type.NUMBER || type == Type.INTEGER;
    boolean value = role == Role.FEATURE || role == Role.PROTECTED;
    boolean positive = number && value && draft.min() >= 0;
    boolean listed =
        type == Type.CATEGORY
            && value
            && draft.distinct() <= MOST_LISTED
            && draft.byFrequency().stream().allMatch(word -> word.length() <= 60);
    return new ColumnSchema(
        draft.name(),
        type,
        role,
        positive ? OptionalDouble.of(0) : OptionalDouble.empty(),
        positive && draft.max() <= 1 ? OptionalDouble.of(1) : OptionalDouble.empty(),
        listed ? draft.byFrequency() : List.of(),
        List.of(),
        role == Role.TARGET ? Optional.of(rarer(draft)) : Optional.empty(),
        Optional.empty());
  }

  /// Returns the rarer value; of two equally frequent values, the one later in the alphabet.
  private static String rarer(ColumnDraft draft) {
    List<String> values = draft.byFrequency();
    return values.getLast();
  }

  private Type type(ColumnDraft draft) {
    if (draft.truth()) {
      return Type.BOOLEAN;
    }
    if (draft.numeric(decimal)) {
      return draft.integers() ? Type.INTEGER : Type.NUMBER;
    }
    if (draft.timestamps()) {
      return Type.TIMESTAMP;
    }
    boolean few =
        draft.distinct() <= FEW || (!draft.many() && draft.distinct() <= draft.present() / 2);
    return few ? Type.CATEGORY : Type.TEXT;
  }

  private Role role(ColumnDraft draft, Type type) {
    String name = draft.name();
    List<String> words = words(name);
    if (name.equals(target)) {
      return because(
          draft,
          Role.TARGET,
          "the target; its rarer value counts as positive, change it if needed");
    }
    if (draft.present() == 0) {
      return because(draft, Role.IGNORED, "it has no values");
    }
    if (draft.constant() && draft.missing() == 0) {
      return because(draft, Role.IGNORED, "it has only one value");
    }
    if (type == Type.TIMESTAMP) {
      return taken.add(Role.TIME)
          ? because(draft, Role.TIME, "the first column of times; it orders the rows")
          : because(draft, Role.IGNORED, "another column of times");
    }
    boolean identifies =
        draft.unique()
            && draft.present() >= FEW
            && (type == Type.TEXT
                || draft.counting()
                || (type == Type.INTEGER && words.stream().anyMatch(ID_WORDS::contains)));
    if (identifies) {
      return taken.add(Role.ID)
          ? because(draft, Role.ID, "no two rows have the same value")
          : because(draft, Role.IGNORED, "no two rows have the same value");
    }
    if (ForbiddenNames.isProtected(name)) {
      return type == Type.TEXT
          ? because(draft, Role.IGNORED, "named like a protected attribute, with free text")
          : because(
              draft, Role.PROTECTED, "named like a protected attribute: not an input of the model");
    }
    if (owner(draft, type, words) && taken.add(Role.GROUP)) {
      return because(draft, Role.GROUP, "named like an owner of several rows, which stay together");
    }
    if (type == Type.TEXT) {
      return because(draft, Role.IGNORED, "free text: nearly every row has a different value");
    }
    if (ForbiddenNames.isAfterOutcome(name)) {
      because(draft, Role.FEATURE, "is it known when the prediction is made? If not, ignore it");
    } else if (type != Type.CATEGORY && draft.neverFalls()) {
      because(draft, Role.FEATURE, "it never decreases from row to row: is it a time?");
    }
    return Role.FEATURE;
  }

  private static boolean owner(ColumnDraft draft, Type type, List<String> words) {
    boolean named =
        words.stream().anyMatch(OWNER_WORDS::contains)
            && (words.size() == 1 || words.stream().anyMatch(ID_WORDS::contains));
    return named && type != Type.NUMBER && (draft.many() || draft.distinct() > FEW);
  }

  private static List<String> words(String name) {
    return Arrays.asList(
        name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT).split("[^a-z]+", -1));
  }

  private Role because(ColumnDraft draft, Role role, String reason) {
    reasons.put(draft.name(), role.word() + ", " + reason);
    return role;
  }

  /// Returns what was observed in the column and why it has its role.
  String comment(ColumnDraft draft) {
    StringBuilder text = new StringBuilder();
    if (draft.numeric(decimal)) {
      text.append(ShortNumber.text(draft.min()))
          .append(" to ")
          .append(ShortNumber.text(draft.max()))
          .append(", ");
    }
    text.append(draft.many() ? "more than " + ColumnDraft.MOST_VALUES : "" + draft.distinct())
        .append(" values, ");
    if (draft.missing() == 0) {
      text.append("none missing");
    } else {
      double share = 100.0 * draft.missing() / (draft.missing() + draft.present());
      text.append(String.format(Locale.ROOT, "%.1f %% missing", share));
    }
    if (draft.name().equals(target)) {
      draft
          .byFrequency()
          .forEach(
              v -> text.append(String.format(Locale.ROOT, "; %s: %,d rows", v, draft.count(v))));
    }
    String reason = reasons.get(draft.name());
    return reason == null ? text.toString() : text.append('\n').append(reason).toString();
  }
}
