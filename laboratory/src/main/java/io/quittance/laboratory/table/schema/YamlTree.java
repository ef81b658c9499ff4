package io.quittance.laboratory.table.schema;

import io.quittance.laboratory.table.problem.Problem;
import io.quittance.laboratory.table.problem.Problems;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Reads YAML as a tree of nodes with their line numbers. Never constructs an object from a tag.
final class YamlTree {

  private static final int DEPTH = 8;

  private final Problems problems;

  YamlTree(Problems problems) {
    this.problems = problems;
  }

  Node parse(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(DEPTH);
    options.setMaxAliasesForCollections(0);
    options.setCodePointLimit(TableLimits.STANDARD.schema());
    try {
      Node root = new Yaml(options).compose(new StringReader(yaml));
      if (root == null) {
        throw problems.stop(
            "no-columns",
            0,
            "the schema is empty",
            "List the columns under columns, or draft the schema with the infer command");
      }
      return root;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw problems.stop(
          "yaml",
          mark == null ? 0 : mark.getLine() + 1,
          "this is not valid YAML (" + String.valueOf(e.getProblem()) + ")",
          "Check the quotes, colons and indentation of this line and the one before");
    } catch (YAMLException e) {
      throw problems.stop("yaml", 0, "this is not readable YAML", "Write plain lists and mappings");
    }
  }

  /// Returns the line number, counted from 1.
  static long line(Node node) {
    return node.getStartMark().getLine() + 1L;
  }

  /// Returns the entries of a mapping. Records a problem and returns none when the node is not a
  /// mapping.
  Map<String, Node> mapping(Node node, String column, Set<String> known) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (!(node instanceof MappingNode mapping)) {
      kind(node, column, "keys and values were expected");
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode(), column).orElse("");
      if (!known.contains(key)) {
        problems.add(
            "unknown-key",
            line(tuple.getKeyNode()),
            column,
            key,
            "the key " + Problem.quoted(key) + " is unknown",
            "Known keys: " + String.join(", ", new TreeSet<>(known)));
      } else if (entries.put(key, tuple.getValueNode()) != null) {
        problems.add(
            "key-twice",
            line(tuple.getKeyNode()),
            column,
            key,
            "the key " + Problem.quoted(key) + " occurs twice",
            "Remove one of them");
      }
    }
    return entries;
  }

  /// Returns the items of a list. Records a problem and returns none when the node is not a list.
  List<Node> items(Node node, String column) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    kind(node, column, "a list was expected");
    return List.of();
  }

  /// Returns a scalar as it is written.
  Optional<String> scalar(Node node, String column) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    kind(node, column, "one value was expected");
    return Optional.empty();
  }

  private void kind(@Nullable Node node, String column, String what) {
    problems.add(
        "yaml-kind",
        node == null ? 0 : line(node),
        column,
        "",
        what,
        "See docs/reference/table-schema.md");
  }

  /// Returns the scalars of a sequence; none when there is no node.
  List<String> texts(@Nullable Node node, String column) {
    return node == null
        ? List.of()
        : items(node, column).stream().flatMap(item -> scalar(item, column).stream()).toList();
  }
}
