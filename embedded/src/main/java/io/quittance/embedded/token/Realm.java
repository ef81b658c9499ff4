package io.quittance.embedded.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The realm `quittance` as Keycloak imports it: its roles, and its clients with their secrets and
/// roles. [LocalIssuer] reads the same file, so the two cannot diverge.
///
/// The secrets in the file (`<clientId>-secret`) are for use on a single machine; [#withSecrets]
/// replaces them.
public final class Realm {
  public static final String NAME = "quittance";

  private static final String RESOURCE = "/keycloak/quittance-realm.json";
  private static final String LIFESPAN = "access.token.lifespan";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode tree;

  private Realm(JsonNode tree) {
    this.tree = tree;
  }

  /// A confidential client with a service account.
  ///
  /// @param roles realm roles of its service account, in file order
  /// @param tenant value of the claim `tenant` in its tokens
  public record Client(String id, String secret, List<String> roles, String tenant) {
    public Client {
      roles = List.copyOf(roles);
    }

    /// Returns the name of its service account, as Keycloak constructs it.
    public String serviceAccount() {
      return "service-account-" + id;
    }

    @Override
    public String toString() {
      return "Client[" + id + ", " + roles + ", " + tenant + "]";
    }
  }

  /// Returns the realm on the class path, with its development secrets.
  public static Realm load() {
    try (InputStream in = Realm.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("No " + RESOURCE + " on the class path");
      }
      return new Realm(JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a copy in which one client's tokens have their own lifespan.
  ///
  /// @param lifespan in whole seconds
  /// @throws IllegalArgumentException when the realm has no such client
  public Realm withTokenLifespan(String clientId, Duration lifespan) {
    JsonNode copy = tree.deepCopy();
    for (JsonNode client : copy.path("clients")) {
      if (client.path("clientId").asText().equals(clientId)) {
        ((ObjectNode) client)
            .withObject("/attributes")
            .put(LIFESPAN, Long.toString(lifespan.toSeconds()));
        return new Realm(copy);
      }
    }
    throw new IllegalArgumentException("The realm has no client " + clientId);
  }

  /// Returns the realm as JSON for Keycloak's import.
  public String json() {
    return tree.toPrettyString();
  }

  public List<String> roles() {
    return texts(tree.path("roles").path("realm"), "name");
  }

  public Duration tokenLifespan() {
    return Duration.ofSeconds(tree.path("accessTokenLifespan").asLong());
  }

  /// Returns how long a client's tokens are valid.
  public Duration tokenLifespan(Client client) {
    for (JsonNode known : tree.path("clients")) {
      JsonNode own = known.path("attributes").path(LIFESPAN);
      if (known.path("clientId").asText().equals(client.id()) && !own.isMissingNode()) {
        return Duration.ofSeconds(own.asLong());
      }
    }
    return tokenLifespan();
  }

  public List<Client> clients() {
    Map<String, List<String>> roles = rolesOfClients();
    var clients = new ArrayList<Client>();
    for (JsonNode client : tree.path("clients")) {
      String id = client.path("clientId").asText();
      clients.add(
          new Client(
              id,
              client.path("secret").asText(),
              roles.getOrDefault(id, List.of()),
              tenant(client)));
    }
    return clients;
  }

  public Optional<Client> client(String id) {
    return clients().stream().filter(client -> client.id().equals(id)).findFirst();
  }

  /// Returns the client that demonstrates a role: `quittance-<role>`.
  public Optional<Client> clientForRole(String role) {
    return client("quittance-" + role);
  }

  private Map<String, List<String>> rolesOfClients() {
    var roles = new HashMap<String, List<String>>();
    for (JsonNode user : tree.path("users")) {
      var names = new ArrayList<String>();
      user.path("realmRoles").forEach(role -> names.add(role.asText()));
      roles.put(user.path("serviceAccountClientId").asText(), names);
    }
    return roles;
  }

  private static String tenant(JsonNode client) {
    for (JsonNode mapper : client.path("protocolMappers")) {
      JsonNode config = mapper.path("config");
      if (config.path("claim.name").asText().equals("tenant")) {
        return config.path("claim.value").asText();
      }
    }
    throw new IllegalStateException(
        "The realm has no tenant for client " + client.path("clientId").asText());
  }

  private static List<String> texts(JsonNode array, String field) {
    var texts = new ArrayList<String>();
    array.forEach(node -> texts.add(node.path(field).asText()));
    return texts;
  }
}
