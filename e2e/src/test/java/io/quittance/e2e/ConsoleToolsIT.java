package io.quittance.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.e2e.audit.Verdict;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.local.launch.Part;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.tools.ConsoleProducer;
import org.apache.kafka.tools.consumer.ConsoleConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// Checks that any client can use the topics: Kafka's console tools and a client that is not Java.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleToolsIT {

  private static final String PYTHON = "/usr/bin/python3";
  private static final int EVENTS = 20_000;

  private static TestPlatform platform;

  @BeforeAll
  static void start() {
    platform = TestPlatform.start(Part.SCORING, Part.FEEDBACK);
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  @Order(1)
  void theConsoleConsumerReadsTheDecisionsOnWhatTheConsoleProducerSends() {
    List<InputRecords.Input> events =
        InputRecords.events(5, 2)
            .filter(InputRecords.Input::deciding)
            .map(ConsoleToolsIT::typed)
            .toList();

    Project.Output sent =
        tool(
            ConsoleProducer.class,
            events.stream().map(ConsoleToolsIT::line).collect(Collectors.joining("\n", "", "\n")),
            List.of(
                "--topic", "account-events",
                "--property", "parse.headers=true",
                "--property", "parse.key=true"));
    Project.Output read =
        tool(
            ConsoleConsumer.class,
            "",
            List.of(
                "--topic",
                "decisions",
                "--from-beginning",
                "--isolation-level",
                "read_committed",
                "--max-messages",
                "10",
                "--timeout-ms",
                "30000",
                "--property",
                "print.key=true",
                "--property",
                "print.headers=true"));

    assertEquals(0, sent.status(), sent.text());
    List<String> decisions =
        read.text()
            .lines()
            .filter(line -> line.contains("ce_type:io.quittance.decision."))
            .toList();
    assertEquals(10, decisions.size(), read.text());
    for (InputRecords.Input event : events) {
      assertEquals(
          1,
          decisions.stream()
              .filter(decision -> decision.contains("\t" + event.key() + "\t"))
              .filter(decision -> decision.contains("ce_time:" + event.time()))
              .count(),
          read.text());
    }
    System.out.printf(
        "console consumer: %d decisions, the first:%n%s%n", decisions.size(), decisions.getFirst());
  }

  /// The pack of the services: what they decided must come out again, without their database.
  @Test
  @Order(2)
  void decisionsOnTheTopicAreMadeAgain() throws JsonProcessingException {
    String printed =
        Script.run(
            "policy",
            "diff",
            "us-reg-f",
            "us-reg-f",
            "--json",
            "--since",
            "2026-03-01",
            "--bootstrap-servers",
            platform.bootstrapServers());

    JsonNode answer =
        new ObjectMapper().readTree(printed.lines().reduce((_, last) -> last).orElse(""));
    assertEquals(10, answer.path("decisions").asInt(), printed);
    assertEquals(0, answer.path("otherThanStored").asInt(), printed);
    assertEquals(0, answer.path("otherAction").asInt(), printed);
    assertEquals(0, answer.path("unreadableRecords").asInt(), printed);
  }

  @Test
  @Order(3)
  void aClientThatIsNotJavaIsDecidedAndAudited() throws SQLException {
    assumeTrue(
        Project.run(Path.of("/"), "", List.of(PYTHON, "-c", "import confluent_kafka")).status()
            == 0,
        "skipped: needs librdkafka's Python client (Debian: python3-confluent-kafka)");
    String records =
        InputRecords.events(2_000, EVENTS / 2_000)
            .filter(InputRecords.Input::deciding)
            .map(ConsoleToolsIT::json)
            .collect(Collectors.joining("\n", "", "\n"));
    long before = platform.audit().count("decisions on topic");
    long begin = System.nanoTime();

    Project.Output sent =
        Project.run(
            Project.root().resolve("e2e/src/test/clients"),
            records,
            List.of(PYTHON, "publish.py", platform.bootstrapServers()));
    assertEquals(0, sent.status(), sent.text());
    platform.awaitNoLag(Duration.ofMinutes(5));
    double seconds = (System.nanoTime() - begin) / 1e9;

    Verdict verdict = platform.audit();
    System.out.printf(
        Locale.ROOT,
        "librdkafka: %sall decided and recorded by feedback in %.1f s: %.0f events/s%n%s%n",
        sent.text(),
        seconds,
        EVENTS / seconds,
        verdict);
    assertTrue(verdict.holds(), verdict::toString);
    assertEquals(before + EVENTS, verdict.count("decisions on topic"));
  }

  /// Gives the event an account and source of its own, apart from the other test's.
  private static InputRecords.Input typed(InputRecords.Input event) {
    String account = event.account();
    return event
        .withKey("default/console-" + account)
        .withHeader("ce_source", "/console")
        .withValue(event.text().replace("\"" + account + "\"", "\"console-" + account + "\""));
  }

  private static String line(InputRecords.Input event) {
    String headers =
        event.headers().entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue())
            .collect(Collectors.joining(","));
    return String.join("\t", headers, event.key(), event.text());
  }

  private static String json(InputRecords.Input event) {
    try {
      return new ObjectMapper()
          .writeValueAsString(
              Map.of(
                  "topic", event.topic(),
                  "key", String.valueOf(event.key()),
                  "headers", event.headers(),
                  "value", event.text()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Project.Output tool(Class<?> main, String input, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessSpec.javaBinary().toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of("--bootstrap-server", platform.bootstrapServers()));
    command.addAll(arguments);
    return Project.run(Project.root(), input, command);
  }
}
