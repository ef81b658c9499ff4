package io.quittance.e2e;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import io.quittance.core.limit.Limit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Follows the recipes of `ARCHITECTURE.md`: adds a type and compares the files that then fail to
/// compile with those that the recipe names.
class RecipesTest {
  private static final String PAGE = "ARCHITECTURE.md";
  private static final String BREAKS = "does not compile";

  /// The compiler's code of a switch that leaves a type out, as a statement or as an expression.
  private static final String NOT_EXHAUSTIVE = "compiler.err.not.exhaustive";

  /// The modules whose classes are on the class path of this one.
  private static final List<String> COMPILED =
      List.of("core", "laboratory", "simulator", "embedded", "local", "e2e");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| \\[[^]]+]\\(([^)]+)\\) \\| ([^|]+) \\| ([^|]+) \\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");

  @TempDir Path output;

  /// A row of a recipe.
  private record Step(String file, String change, String why) {
    boolean breaks() {
      return why.startsWith(BREAKS);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "an event type|core/src/main/java/io/quittance/core/event/AccountEvent.java|  record Probe(String accountId) implements AccountEvent {}",
        "an outcome|core/src/main/java/io/quittance/core/event/Outcome.java|  record Probe(String accountId) implements Outcome {}",
        "a kind of rule|core/src/main/java/io/quittance/core/limit/TimeLimit.java|  record Probe() implements TimeLimit {}",
        "a kind of rule|core/src/main/java/io/quittance/core/limit/FrequencyLimit.java|  record Probe() implements FrequencyLimit {}",
        "a kind of rule|core/src/main/java/io/quittance/core/limit/CountingRule.java|  record Probe() implements CountingRule {}",
        "a kind of rule|core/src/main/java/io/quittance/core/limit/ChannelLimit.java|  record Probe() implements ChannelLimit {}",
        "a kind of rule|core/src/main/java/io/quittance/core/limit/StatusLimit.java|  record Probe() implements StatusLimit {}",
        "a kind of rule|core/src/main/java/io/quittance/core/limit/ReviewLimit.java|  record Probe() implements ReviewLimit {}"
      })
  void aNewNestedTypeBreaksTheFilesOfItsRecipe(String recipe, String sealed, String type)
      throws IOException {
    String source = Project.read(sealed);
    int end = source.lastIndexOf('}');

    Set<String> broken = broken(sealed, source.substring(0, end) + type + "\n}\n");

    assertEquals(named(recipe), broken);
  }

  @Test
  void aNewMetricBreaksTheFilesOfItsRecipe() throws IOException {
    String file = "laboratory/src/main/java/io/quittance/laboratory/metric/RankingFigures.java";

    Set<String> broken =
        broken(
            file, Project.read(file).replace("    POSITIVE_RATE\n", "    POSITIVE_RATE, PROBE\n"));

    assertEquals(named("a metric"), broken);
  }

  @Test
  void everyKindOfRuleHasANameAndIsInTheHowTo() {
    List<JsonSubTypes.Type> names =
        List.of(requireNonNull(Limit.class.getAnnotation(JsonSubTypes.class)).value());
    String howTo = Project.read("docs/how-to/write-a-policy-pack.md");

    Set<Class<?>> named = names.stream().map(JsonSubTypes.Type::value).collect(Collectors.toSet());

    assertEquals(kinds(Limit.class).collect(Collectors.toSet()), named);
    for (JsonSubTypes.Type type : names) {
      assertTrue(howTo.contains("`" + type.name() + "`"), type.name());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "an event type",
    "an outcome",
    "a kind of rule",
    "a feature",
    "a trainer",
    "a metric"
  })
  void everyFileAndTestOfARecipeExists(String recipe) throws IOException {
    List<Step> steps = steps(recipe);
    List<MatchResult> tests =
        steps.stream().flatMap(step -> TEST.matcher(step.why()).results()).toList();

    assertTrue(steps.size() >= 3, recipe);
    for (Step step : steps) {
      assertTrue(Files.exists(Project.root().resolve(step.file())), step.file());
    }
    assertFalse(tests.isEmpty(), recipe);
    for (MatchResult test : tests) {
      assertTrue(
          source(test.group(1)).contains("void " + test.group(2) + "("),
          () -> "there is no " + test.group());
    }
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(RecipesTest::kinds)
        : Stream.of(type);
  }

  /// The files, in the modules that are compiled here, that a recipe says do not compile.
  private static Set<String> named(String recipe) {
    return steps(recipe).stream()
        .filter(Step::breaks)
        .map(Step::file)
        .filter(file -> COMPILED.contains(file.substring(0, file.indexOf('/'))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Step> steps(String recipe) {
    String page = Project.read(PAGE);
    int start = page.indexOf("\n### To add " + recipe + "\n");
    assertTrue(start >= 0, () -> "there is no recipe for " + recipe);
    int end = page.indexOf("\n#", start + 2);
    return ROW.matcher(page.substring(start, end < 0 ? page.length() : end))
        .results()
        .map(row -> new Step(row.group(1), row.group(2), row.group(3)))
        .toList();
  }

  private static String source(String test) throws IOException {
    try (Stream<Path> files = Files.walk(Project.root())) {
      Path found =
          files
              .filter(
                  file -> file.endsWith(test + ".java") && !file.toString().contains("/target/"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("there is no " + test));
      return Files.readString(found);
    }
  }

  /// Compiles a changed file and every file that names its type, and returns those with a switch
  /// that leaves the new type out.
  private Set<String> broken(String changed, String content) throws IOException {
    String name = changed.substring(changed.lastIndexOf('/') + 1).replace(".java", "");
    List<JavaFileObject> units = new ArrayList<>();
    units.add(new Source(Project.root().resolve(changed), content));
    for (String module : COMPILED) {
      for (Path file : speakingOf(name, Project.root().resolve(module).resolve("src/main/java"))) {
        if (!file.endsWith(changed)) {
          units.add(new Source(file, Files.readString(file)));
        }
      }
    }
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-d",
              output.toString(),
              "-classpath",
              System.getProperty("java.class.path"),
              "-proc:none",
              "-Xmaxerrs",
              "1000",
              "-XDshould-stop.ifError=FLOW");
      compiler.getTask(null, files, diagnostics, options, null, units).call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getCode().startsWith(NOT_EXHAUSTIVE))
        .map(diagnostic -> ((Source) diagnostic.getSource()).file())
        .map(file -> Project.root().relativize(file).toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> speakingOf(String name, Path sources) throws IOException {
    Pattern word = Pattern.compile("\\b" + name + "\\b");
    List<Path> speaking = new ArrayList<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (word.matcher(Files.readString(file)).find()) {
          speaking.add(file);
        }
      }
    }
    return speaking;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final Path file;
    private final String content;

    Source(Path file, String content) {
      super(URI.create("string://" + file), Kind.SOURCE);
      this.file = file;
      this.content = content;
    }

    Path file() {
      return file;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return content;
    }
  }
}
