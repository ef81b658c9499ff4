package io.quittance.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bash script in a project of empty modules, with a Maven wrapper and a `java` that only say
/// how they were called.
class ScriptTest {

  private static final Path SCRIPT = Path.of("..", "quittance");

  @TempDir Path directory;
  private Path project = Path.of(".");

  @BeforeEach
  void project() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is absent");
    project = Files.createDirectories(directory.resolve("project"));
    Files.copy(SCRIPT, project.resolve("quittance"));
    executable(project.resolve("quittance"), null);
    Files.writeString(project.resolve("pom.xml"), "<keycloak.version>1</keycloak.version>");
    executable(
        project.resolve("mvnw"),
        """
        #!/bin/sh
        echo "mvnw $*" >> calls
        mkdir -p local/target/lib laboratory/target && touch laboratory/target/laboratory.jar
        for m in scoring feedback retraining registry console; do
          mkdir -p $m/target/quarkus-app && touch $m/target/quarkus-app/quarkus-run.jar
        done
        """);
    for (String module :
        List.of(
            "core",
            "messaging",
            "web",
            "laboratory",
            "simulator",
            "embedded",
            "scoring",
            "feedback",
            "retraining",
            "registry",
            "console",
            "local")) {
      Files.createDirectories(project.resolve(module).resolve("src/main"));
      Files.writeString(project.resolve(module).resolve("pom.xml"), "<project/>");
    }
  }

  @Test
  void buildsWhenSourcesAreNewerAndOnlyThen() throws IOException {
    jdk("jdk", "25.0.1");

    Result first = run("jdk", "status");
    Result second = run("jdk", "status");
    Files.writeString(project.resolve("core/src/main/New.java"), "class New {}");
    Files.setLastModifiedTime(
        project.resolve("core/src/main/New.java"),
        FileTime.fromMillis(System.currentTimeMillis() + 5_000));
    Result third = run("jdk", "status");

    assertTrue(first.errors().contains("Building"), first.errors());
    assertTrue(!second.errors().contains("Building"), second.errors());
    assertTrue(third.errors().contains("Building"), third.errors());
    assertEquals(2, Files.readAllLines(project.resolve("calls")).size());
  }

  @Test
  void aBuildNamesEachModuleWithItsSeconds() throws IOException {
    jdk("jdk", "25");
    maven(
        """
        echo '[INFO] Scanning for projects...'
        echo '[INFO] Building Quittance core 0.1.0-SNAPSHOT                             [1/2]'
        echo '[INFO] Downloaded from central: https://repo.example/a.jar (1 kB at 2 kB/s)'
        echo '[INFO] Building Quittance local 0.1.0-SNAPSHOT                            [2/2]'
        """);

    Result result = run("jdk", "status");

    assertEquals(0, result.status(), result.errors());
    assertTrue(Pattern.compile("1/2 Quittance core +\\d+ s").matcher(result.errors()).find());
    assertTrue(Pattern.compile("2/2 Quittance local +\\d+ s").matcher(result.errors()).find());
    assertTrue(!result.errors().contains("Scanning"), result.errors());
    assertTrue(Files.readString(project.resolve("target/build.log")).contains("Scanning"));
  }

  @Test
  void aBuildThatFailsShowsTheMessagesOfTheCompilerAndNothingIsStarted() throws IOException {
    jdk("jdk", "25");
    maven(
        """
        echo '[INFO] Building Quittance core 0.1.0-SNAPSHOT                             [1/2]'
        echo "[ERROR] $PWD/core/src/main/java/A.java:[3,7] cannot find symbol"
        echo '[ERROR] For more information about the errors and possible solutions'
        exit 1
        """);

    Result result = run("jdk", "status");

    assertEquals(1, result.status());
    assertTrue(result.errors().contains("1/2 Quittance core"), result.errors());
    assertTrue(result.errors().contains("  core/src/main/java/A.java:[3,7] cannot find symbol"));
    assertTrue(!result.errors().contains("For more information"), result.errors());
    assertTrue(result.errors().contains("target/build.log"), result.errors());
    assertEquals("", result.output());
  }

  @Test
  void anArchiveOfKeycloakThatCannotBeDownloadedIsSaidWithTheWayWithoutIt() throws IOException {
    jdk("jdk", "25");
    run("jdk", "status");
    executable(
        project.resolve("mvnw"), "#!/bin/sh\necho '[ERROR] Could not transfer artifact'\nexit 1\n");

    Result result = run("jdk", "demo");

    assertEquals(1, result.status());
    assertTrue(result.errors().contains("Could not transfer artifact"), result.errors());
    assertTrue(result.errors().contains("./quittance demo --no-keycloak"), result.errors());
    assertEquals("", result.output());
  }

  private void maven(String script) throws IOException {
    Path wrapper = project.resolve("mvnw");
    Files.writeString(wrapper, Files.readString(wrapper) + script);
  }

  @Test
  void anOlderJdkIsToldInOneSentenceWhatToInstall() throws IOException {
    jdk("old", "17.0.12");
    assumeTrue(!Files.exists(Path.of("/usr/lib/jvm")) || onlyOldJdks(), "a JDK 25 is installed");

    Result result = run("old", "status");

    assertEquals(1, result.status());
    assertTrue(result.errors().contains("install Temurin 25"), result.errors());
  }

  @Test
  void anOlderJdkIsPassedOverForANewerOne() throws IOException {
    jdk("old", "17.0.12");
    assumeTrue(Files.exists(Path.of("/usr/lib/jvm")) && !onlyOldJdks(), "no JDK 25 is installed");

    Result result = run("old", "status");

    assertTrue(!result.errors().contains("install Temurin"), result.errors());
  }

  @Test
  void theLauncherIsStartedWithItsClassPathAndArguments() throws IOException {
    jdk("jdk", "25");

    Result result = run("jdk", "up", "--no-keycloak");

    assertEquals(0, result.status(), result.errors());
    assertTrue(
        result.output().contains("io.quittance.local.command.Quittance up --no-keycloak"),
        result.output());
    assertTrue(result.output().contains("-Dquittance.home=" + project), result.output());
  }

  private record Result(int status, String output, String errors) {}

  private Result run(String jdk, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/bash", "./quittance"));
    command.addAll(List.of(arguments));
    Path output = directory.resolve("out");
    Path errors = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", directory.resolve(jdk).toString());
    environment.remove("QUITTANCE_BUILD");
    environment.put("MAVEN_REPO_LOCAL", directory.resolve("repository").toString());
    try {
      Process process = builder.start();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the script does not end");
      return new Result(
          process.exitValue(),
          Files.readString(output, StandardCharsets.UTF_8),
          Files.readString(errors, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void jdk(String name, String version) throws IOException {
    Path home = directory.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    executable(home.resolve("bin/java"), "#!/bin/sh\necho \"java $*\"\n");
  }

  private static boolean onlyOldJdks() throws IOException {
    try (var homes = Files.list(Path.of("/usr/lib/jvm"))) {
      return homes
          .map(home -> home.resolve("release"))
          .filter(Files::isRegularFile)
          .noneMatch(ScriptTest::isNew);
    }
  }

  private static boolean isNew(Path release) {
    try {
      return Files.readString(release).contains("JAVA_VERSION=\"25");
    } catch (IOException _) {
      return false;
    }
  }

  private static void executable(Path file, @Nullable String content) throws IOException {
    if (content != null) {
      Files.writeString(file, content);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
