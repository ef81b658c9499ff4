package io.quittance.local.launch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/// A program in place of a service: answers the health check, or fails in the way that the property
/// `fake.SERVICE` names: `ends` with a message, or `hangs`.
final class FakeService {

  private FakeService() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    String name =
        String.valueOf(Path.of(System.getProperty("quittance.data-dir", "")).getFileName());
    switch (System.getProperty("fake." + name, "answers")) {
      case "ends" -> {
        System.out.println("the schema of " + name + " cannot be migrated");
        System.exit(3);
      }
      case "hangs" -> System.out.println(name + " waits for something");
      default -> answer(Integer.getInteger("quarkus.management.port"));
    }
    new CountDownLatch(1).await();
  }

  private static void answer(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  /// Puts the program where the jars of the services and the console belong.
  static void install(Layout layout) throws IOException {
    for (Part service : Part.programs().toList()) {
      Path jar = layout.jar(service);
      Files.createDirectories(jar.getParent());
      try (OutputStream out = Files.newOutputStream(jar);
          JarOutputStream entries = new JarOutputStream(out, manifest())) {
        String entry = FakeService.class.getName().replace('.', '/') + ".class";
        entries.putNextEntry(new JarEntry(entry));
        try (var code = FakeService.class.getResourceAsStream("/" + entry)) {
          entries.write(code == null ? new byte[0] : code.readAllBytes());
        }
      }
    }
  }

  private static Manifest manifest() {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
    return manifest;
  }
}
