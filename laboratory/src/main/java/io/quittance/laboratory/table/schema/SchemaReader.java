package io.quittance.laboratory.table.schema;

import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import io.quittance.laboratory.table.schema.TableSchema.ColumnSchema;
import io.quittance.laboratory.table.schema.TableSchema.Format;
import io.quittance.laboratory.table.schema.TableSchema.Role;
import io.quittance.laboratory.table.schema.TableSchema.Type;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/// Reads a schema strictly: every key must be known, every value must have the right kind, and each
/// problem names its line. Scalars are read literally: `no` is the word no, not a truth value.
final class SchemaReader {

  private static final Set<String> TOP_KEYS = Set.of("file", "columns");
  private static final Set<String> COLUMN_KEYS =
      Set.of("name", "type", "role", "range", "categories", "missing", "positive", "permitted");

  private final Problems problems;
  private final YamlTree tree;
  private final TableLimits limits;

  private SchemaReader(Problems problems, TableLimits limits) {
    this.problems = problems;
    this.tree = new YamlTree(problems);
    this.limits = limits;
  }

  static TableSchema read(Path yaml) {
    String name = String.valueOf(yaml.getFileName());
    Problems problems = new Problems(name, "line");
    try {
      if (!Files.isRegularFile(yaml)) {
        throw problems.stop(
            "no-file", 0, "there is no such file", "Draft one with the infer command");
      }
      if (Files.size(yaml) > TableLimits.STANDARD.schema()) {
        throw problems.stop("schema-size", 0, "the schema is larger than 2 MB", "Shorten it");
      }
      return parse(name, Files.readString(yaml));
    } catch (CharacterCodingException e) {
      throw problems.stop("encoding", 0, "the schema is not UTF-8", "Save it as UTF-8");
    } catch (IOException e) {
      throw problems.stop("unreadable", 0, "it cannot be read", "Check the file's permissions");
    }
  }

  static TableSchema parse(String fileName, String yaml) {
    Problems problems = new Problems(fileName, "line");
    return new SchemaReader(problems, TableLimits.STANDARD).schema(yaml);
  }

  private TableSchema schema(String yaml) {
    Node root = tree.parse(yaml);
    Map<String, Node> top = tree.mapping(root, "", TOP_KEYS);
    Node file = top.get("file");
    Format format = file == null ? Format.STANDARD : new FormatReader(tree, problems).read(file);
    Node list = top.get("columns");
    List<ColumnSchema> columns = new ArrayList<>();
    if (list == null) {
      problems.add(
          "no-columns",
          YamlTree.line(root),
          "",
          "",
          "the schema has no columns",
          "List them under columns, or draft the schema with the infer command");
    } else {
      columns(list, columns);
    }
    problems.refuseIfAny();
    return new TableSchema(format, columns);
  }

  private void columns(Node list, List<ColumnSchema> columns) {
    Set<String> names = new HashSet<>();
    Map<Role, String> single = new HashMap<>();
    List<Node> nodes = tree.items(list, "");
    if (nodes.size() > limits.columns()) {
      throw problems.stop(
          "too-many-columns",
          YamlTree.line(list),
          "the schema has " + nodes.size() + " columns",
          "At most " + limits.columns() + " are read");
    }
    for (Node node : nodes) {
      column(node)
          .ifPresent(
              column -> {
                if (!names.add(column.name())) {
                  problems.add(
                      "schema-duplicate",
                      YamlTree.line(node),
                      column.name(),
                      "",
                      "the column occurs twice in the schema",
                      "Remove one of them");
                } else {
                  once(node, column, single);
                  columns.add(column);
                }
              });
    }
    if (problems.none() && columns.stream().noneMatch(c -> c.role() == Role.FEATURE)) {
      problems.add(
          "no-feature",
          YamlTree.line(list),
          "",
          "",
          "no column has the role feature",
          "A model needs at least one");
    }
  }

  /// Checks that target, time, group, weight and id are each one column at most.
  private void once(Node node, ColumnSchema column, Map<Role, String> single) {
    if (!Set.of(Role.TARGET, Role.TIME, Role.GROUP, Role.WEIGHT, Role.ID).contains(column.role())) {
      return;
    }
    String first = single.putIfAbsent(column.role(), column.name());
    if (first != null) {
      problems.add(
          "two-" + column.role().word() + "s",
          YamlTree.line(node),
          column.name(),
          "",
          "column " + first + " already has the role " + column.role().word(),
          "Only one column can have it; make this one ignored");
    }
  }

  private Optional<ColumnSchema> column(Node node) {
    Map<String, Node> keys = tree.mapping(node, "", COLUMN_KEYS);
    Node named = keys.get("name");
    String name = named == null ? "" : tree.scalar(named, "").orElse("");
    if (name.isBlank()) {
      problems.add(
          "no-name", YamlTree.line(node), "", "", "a column has no name", "Write its name");
      return Optional.empty();
    }
    Optional<Type> type = word(keys.get("type"), node, name, "type", Type.values());
    Optional<Role> role = word(keys.get("role"), node, name, "role", Role.values());
    double[] range = range(keys.get("range"), name);
    List<String> categories = tree.texts(keys.get("categories"), name);
    if (type.isEmpty() || role.isEmpty()) {
      return Optional.empty();
    }
    ColumnSchema column =
        new ColumnSchema(
            name,
            type.get(),
            role.get(),
            Double.isNaN(range[0]) ? OptionalDouble.empty() : OptionalDouble.of(range[0]),
            Double.isNaN(range[1]) ? OptionalDouble.empty() : OptionalDouble.of(range[1]),
            List.copyOf(new LinkedHashSet<>(categories)),
            tree.texts(keys.get("missing"), name),
            Optional.ofNullable(keys.get("positive")).flatMap(n -> tree.scalar(n, name)),
            Optional.ofNullable(keys.get("permitted")).flatMap(n -> tree.scalar(n, name)));
    new ColumnCheck(column, YamlTree.line(node), problems).run(categories, limits.categories());
    return Optional.of(column);
  }

  private <E extends Enum<E>> Optional<E> word(
      @Nullable Node node, Node column, String name, String key, E[] values) {
    Map<String, E> words = new TreeMap<>();
    Arrays.stream(values).forEach(v -> words.put(v.name().toLowerCase(Locale.ROOT), v));
    String known = Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
    String advice = "Write one of: " + known.toLowerCase(Locale.ROOT);
    if (node == null) {
      problems.add("no-" + key, YamlTree.line(column), name, "", "it has no " + key, advice);
      return Optional.empty();
    }
    Optional<String> text = tree.scalar(node, name);
    if (text.isPresent() && !words.containsKey(text.get())) {
      problems.add(
          "unknown-" + key,
          YamlTree.line(node),
          name,
          text.get(),
          "the " + key + " " + Problem.quoted(text.get()) + " is unknown",
          advice);
    }
    return text.flatMap(written -> Optional.ofNullable(words.get(written)));
  }

  private double[] range(@Nullable Node node, String name) {
    double[] none = {Double.NaN, Double.NaN};
    if (node == null) {
      return none;
    }
    List<String> bounds = tree.texts(node, name);
    double[] range = none.clone();
    boolean good = bounds.size() == 2;
    for (int i = 0; good && i < 2; i++) {
      String bound = bounds.get(i);
      if (!Set.of("null", "~", "").contains(bound)) {
        range[i] = CellText.number(bound, '.');
        good = Double.isFinite(range[i]);
      }
    }
    if (!good || range[0] > range[1]) {
      problems.add(
          "range",
          YamlTree.line(node),
          name,
          String.join(", ", bounds),
          "the range [" + Problem.cut(String.join(", ", bounds)) + "] is not valid",
          "Write [smallest, largest], null for no bound");
      return none;
    }
    return range;
  }
}
