package io.quittance.e2e.faults.platform;

import io.quittance.embedded.kafka.EmbeddedKafka;
import io.quittance.embedded.process.Patience;
import io.quittance.embedded.process.ProcessSpec;
import io.quittance.embedded.process.StartFailedException;
import io.quittance.embedded.token.LocalIssuer;
import io.quittance.embedded.token.Realm;
import io.quittance.local.access.Tokens;
import io.quittance.local.launch.Layout;
import io.quittance.local.launch.Part;
import io.quittance.local.launch.PlatformTopics;
import io.quittance.local.launch.PortMap;
import io.quittance.local.launch.ServiceSettings;
import io.quittance.local.signing.KeyPairFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/// The whole platform as processes that a fault may end, stop, slow down and start again.
///
/// Guarantees: a service that ends although no fault ended it is started again and counted; closing
/// ends every process, stopped ones included, also when this JVM is told to end.
public final class FaultPlatform implements AutoCloseable {

  private static final String INSTANCE_ID = ".group.instance.id=";

  private final Settings settings;
  private final @Nullable SmallDisk smallDisk;
  private final Servers servers;
  private final LocalIssuer issuer;
  private final Tokens tokens;
  private final MemoryWatch memory = new MemoryWatch();
  private final List<ServiceProcess> services = new CopyOnWriteArrayList<>();
  private final List<String> endings = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
  private final AtomicBoolean closing = new AtomicBoolean();
  private int replicas;

  private FaultPlatform(Settings settings) {
    this.settings = settings;
    this.issuer = issuer(settings);
    this.tokens = new Tokens(settings.ports().issuerUrl());
    this.smallDisk = smallDisk(settings);
    this.servers =
        Servers.start(
            settings.layout(),
            postgresData(settings, smallDisk),
            settings.ports(),
            settings.patience());
  }

  /// What to start and how.
  ///
  /// @param parts the services
  /// @param staticMembers whether each process keeps its place in its consumer group over a restart
  /// @param launches services that start otherwise than the others
  /// @param smallDisk MiB of a disk of its own for the database; 0 for none
  public record Settings(
      Layout layout,
      PortMap ports,
      Patience patience,
      List<Part> parts,
      boolean staticMembers,
      Map<Part, Launch> launches,
      int smallDisk) {

    public Settings {
      parts = List.copyOf(parts);
      launches = Map.copyOf(launches);
    }

    /// Settings for scoring and feedback, which the load keeps busy.
    public static Settings of(Path home, Path data, Patience patience) {
      return new Settings(
          new Layout(home, data),
          FreePorts.find(),
          patience,
          List.of(Part.SCORING, Part.FEEDBACK),
          true,
          Map.of(),
          0);
    }

    /// Returns settings for all services.
    public Settings withAllServices() {
      return new Settings(
          layout, ports, patience, Part.services().toList(), staticMembers, launches, smallDisk);
    }

    /// Returns settings under which the groups are balanced anew whenever a process comes or goes.
    public Settings withDynamicMembers() {
      return new Settings(layout, ports, patience, parts, false, launches, smallDisk);
    }

    /// Returns settings under which a service starts otherwise.
    public Settings with(Part part, Launch launch) {
      Map<Part, Launch> more = new HashMap<>(launches);
      more.put(part, launch);
      return new Settings(layout, ports, patience, parts, staticMembers, more, smallDisk);
    }

    /// Returns settings under which the database has a small disk of its own.
    public Settings withSmallDisk(int mebibytes) {
      return new Settings(layout, ports, patience, parts, staticMembers, launches, mebibytes);
    }
  }

  /// Starts everything and returns when all services are ready.
  ///
  /// @param tell takes a line for each step
  public static FaultPlatform start(Settings settings, Consumer<String> tell) {
    tell.accept("starting Kafka and PostgreSQL");
    FaultPlatform platform = new FaultPlatform(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "faults-shutdown"));
    try {
      tell.accept("starting " + String.join(", ", titles(settings.parts())));
      settings.parts().forEach(part -> platform.add(part, part.key(), settings.ports()));
      platform.services.forEach(ServiceProcess::start);
      platform.services.forEach(service -> service.awaitReady(settings.patience()));
      var _ = platform.watch.scheduleWithFixedDelay(platform::look, 0, 500, TimeUnit.MILLISECONDS);
      return platform;
    } catch (RuntimeException e) {
      platform.close();
      throw e;
    }
  }

  /// Returns the disk of the database.
  ///
  /// @throws IllegalStateException when it has none of its own
  public SmallDisk smallDisk() {
    SmallDisk disk = smallDisk;
    if (disk == null) {
      throw new IllegalStateException("The database has no disk of its own");
    }
    return disk;
  }

  public Servers servers() {
    return servers;
  }

  public Patience patience() {
    return settings.patience();
  }

  public Path directory() {
    return settings.layout().data();
  }

  public String bootstrapServers() {
    return settings.ports().bootstrapServers();
  }

  /// Returns the first process of a service.
  public ServiceProcess service(Part part) {
    return services.stream().filter(service -> service.part() == part).findFirst().orElseThrow();
  }

  /// Returns every process of a service, those included that a fault added.
  public List<ServiceProcess> services() {
    return List.copyOf(services);
  }

  /// Returns an access token of a client of the realm.
  public String token(String client) throws IOException {
    return tokens.of(client);
  }

  /// Adds a process of a service with ports of its own, without starting it.
  public ServiceProcess replica(Part part) {
    replicas++;
    return add(part, part.key() + "-" + (replicas + 1), FreePorts.find());
  }

  /// Changes how a process is started from now on.
  public void launchOtherwise(ServiceProcess service, Launch launch) {
    service.use(spec(service.part(), service.name(), service.ports(), launch));
  }

  /// Starts a process otherwise than usual, and returns when it has ended by itself.
  ///
  /// @throws StartFailedException when it stands still
  public void runToItsEnd(ServiceProcess service, Launch launch) {
    service.runToItsEnd(
        spec(service.part(), service.name(), service.ports(), launch), settings.patience());
  }

  /// Deletes a topic.
  public void deleteTopic(String name) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.deleteTopics(List.of(name)).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Not deleted: " + name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Creates the topics of the platform that are missing.
  public void createTopics() {
    EmbeddedKafka.createTopics(bootstrapServers(), PlatformTopics.ALL);
  }

  /// Returns how services ended that nobody ended; each was started again.
  public List<String> endings() {
    return List.copyOf(endings);
  }

  /// Returns the largest resident memory, MiB, of each service and of Kafka.
  public Map<String, Long> peakMemory() {
    return memory.peaks();
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    watch.shutdownNow();
    servers.kafkaNetwork().heal();
    servers.postgresNetwork().heal();
    services.parallelStream().forEach(ServiceProcess::close);
    servers.close();
    if (smallDisk != null) {
      smallDisk.close();
    }
    tokens.close();
    issuer.close();
  }

  private void look() {
    servers.sample(memory);
    for (ServiceProcess service : services) {
      service.pid().ifPresent(pid -> memory.sample(service.name(), pid));
      if (!closing.get()) {
        try {
          String end = service.startAgainIfEnded();
          if (end != null) {
            endings.add(service.name() + " " + end);
          }
        } catch (StartFailedException e) {
          endings.add(service.name() + " cannot be started: " + e.getMessage());
        }
      }
    }
  }

  private ServiceProcess add(Part part, String name, PortMap ports) {
    Launch launch = settings.launches().getOrDefault(part, Launch.ORDINARY);
    ServiceProcess service = new ServiceProcess(part, name, ports, spec(part, name, ports, launch));
    services.add(service);
    return service;
  }

  private ProcessSpec spec(Part part, String name, PortMap ports, Launch launch) {
    Path home = launch.home() == null ? settings.layout().home() : launch.home();
    boolean first = ports.equals(settings.ports());
    Path data = first ? directory() : directory().resolve(name);
    Map<String, String> properties = new HashMap<>();
    properties.put("kafka.bootstrap.servers", settings.ports().bootstrapServers());
    properties.put("quarkus.datasource.jdbc.url", settings.ports().jdbcUrl());
    properties.put("quarkus.datasource.reactive.url", settings.ports().reactiveUrl());
    properties.put("quarkus.oidc.auth-server-url", settings.ports().issuerUrl());
    properties.put("quarkus.oidc-client.auth-server-url", settings.ports().issuerUrl());
    properties.put("quittance.registry.url", settings.ports().url(Part.REGISTRY));
    properties.put("quittance.feedback.url", settings.ports().url(Part.FEEDBACK));
    properties.put("quittance.retraining.url", settings.ports().url(Part.RETRAINING));
    KeyPairFiles keys = settings.layout().lifecycleKey();
    properties.put("quittance.lifecycle.trusted-keys", keys.known().toString());
    properties.put("quittance.lifecycle.signing-key", keys.secret().toString());
    if (!settings.parts().contains(Part.REGISTRY)) {
      properties.put("quittance.model.wait-at-most", "0s");
    }
    if (launch.dataDirectory() != null) {
      properties.put("quittance.data-dir", launch.dataDirectory().toString());
    }
    properties.putAll(launch.settings());
    ProcessSpec usual =
        new ServiceSettings(new Layout(home, data), ports, properties).process(part);
    List<String> command = usual.command().stream().filter(word -> keeps(word, first)).toList();
    Map<String, String> environment = new HashMap<>(usual.environment());
    environment.putAll(launch.environment());
    return new ProcessSpec(
        usual.name(), command, environment, null, usual.logFile(), usual.pidFile());
  }

  /// A second process of a group must not take the place of the first.
  private boolean keeps(String word, boolean first) {
    return (settings.staticMembers() && first) || !word.contains(INSTANCE_ID);
  }

  private static List<String> titles(List<Part> parts) {
    List<String> titles = new ArrayList<>();
    parts.forEach(part -> titles.add(part.title()));
    return titles;
  }

  private static @Nullable SmallDisk smallDisk(Settings settings) {
    if (settings.smallDisk() == 0) {
      return null;
    }
    try {
      return SmallDisk.mount(
          settings.layout().data().resolve(SmallDisk.DIRECTORY), settings.smallDisk());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path postgresData(Settings settings, @Nullable SmallDisk disk) {
    Path parent = disk == null ? settings.layout().data() : disk.directory();
    return parent.resolve("postgres");
  }

  private static LocalIssuer issuer(Settings settings) {
    try {
      return LocalIssuer.start(
          settings.ports().port(Part.IDENTITY),
          Realm.load(),
          settings.layout().data().resolve("issuer.key"));
    } catch (IOException e) {
      throw new UncheckedIOException("The token issuer cannot be started", e);
    }
  }
}
