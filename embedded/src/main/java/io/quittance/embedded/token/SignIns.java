package io.quittance.embedded.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The sign-ins under way and those that may be refreshed, in memory: at most 1,000 of each, of
/// which the oldest are forgotten. Thread-safe.
final class SignIns {

  private static final int MOST = 1_000;
  private static final Duration CODE_LIVES = Duration.ofMinutes(1);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Clock clock;
  private final Map<String, Begun> begun = newest();
  private final Map<String, SignedIn> refreshable = newest();

  SignIns(Clock clock) {
    this.clock = clock;
  }

  /// A person who signed in.
  ///
  /// @param nonce as the console asked, empty when it did not
  record SignedIn(Realm.Person person, String nonce) {}

  private record Begun(SignedIn who, String redirect, String challenge, Instant until) {}

  /// Returns a code that is good once, for a minute, with the verifier of a challenge.
  ///
  /// @param challenge SHA-256 of the verifier (RFC 7636, `S256`)
  String begin(SignedIn who, String redirect, String challenge) {
    String code = random();
    Begun entry = new Begun(who, redirect, challenge, clock.instant().plus(CODE_LIVES));
    synchronized (begun) {
      begun.put(code, entry);
    }
    return code;
  }

  /// Returns who signed in, if the code is known and unused and everything else is as it was when
  /// it was given out. The code is then used up, whatever the answer.
  Optional<SignedIn> redeem(String code, String redirect, String verifier) {
    Begun entry;
    synchronized (begun) {
      entry = begun.remove(code);
    }
    return Optional.ofNullable(entry)
        .filter(known -> clock.instant().isBefore(known.until()))
        .filter(known -> known.redirect().equals(redirect))
        .filter(known -> known.challenge().equals(challenge(verifier)))
        .map(Begun::who);
  }

  /// Returns a refresh token, good until the issuer ends.
  String refreshable(SignedIn who) {
    String token = random();
    synchronized (refreshable) {
      refreshable.put(token, who);
    }
    return token;
  }

  /// Returns whose refresh token it is. It stays good: requests side by side may use the same one.
  Optional<SignedIn> refresh(String token) {
    synchronized (refreshable) {
      return Optional.ofNullable(refreshable.get(token));
    }
  }

  static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static <V> Map<String, V> newest() {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > MOST;
      }
    };
  }
}
