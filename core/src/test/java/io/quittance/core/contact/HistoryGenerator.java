package io.quittance.core.contact;

import io.quittance.core.contact.History.Commit;
import io.quittance.core.contact.History.Reservation;
import io.quittance.core.contact.History.Told;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.AccountEvent.Snapshot;
import io.quittance.core.event.Outcome;
import io.quittance.core.event.Outcome.ContactResult;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.CloseReason;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import io.quittance.core.vocabulary.DebtKind;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.Recipient;
import io.quittance.core.vocabulary.ReplyWord;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One history of a seed: the same seed gives the same history, and no history depends on another.
/// Times crowd where rules change their answer: opening and closing hours, days of changing clocks,
/// days on which packs change, and so long before the question as the rules count, each a
/// millisecond to either side.
final class HistoryGenerator {

  private static final Place[] PLACES = Place.values();
  private static final Channel[] CHANNELS = Channel.values();
  private static final String[] ELSEWHERE = {
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe"
  };

  private static final String[] CHANGING = {
    "2025-03-09",
    "2025-11-02",
    "2026-03-08",
    "2026-11-01",
    "2025-03-30",
    "2025-10-26",
    "2026-03-29",
    "2026-10-25",
    "2026-04-05",
    "2026-10-04"
  };

  /// Days on which packs or rules begin or end.
  private final List<LocalDate> lawDays;

  HistoryGenerator(List<LocalDate> lawDays) {
    this.lawDays = List.copyOf(lawDays);
  }

  History of(long seed) {
    return new One(seed).history();
  }

  private final class One {
    private final long seed;
    private final SplittableRandom random;
    private final List<Told> told = new ArrayList<>();
    private final List<Reservation> reserved = new ArrayList<>();
    private final List<String> accounts;
    private final String jurisdiction;
    private final ActorType actor;
    private final List<String> zones;
    private final ZoneId zone;
    private final Instant at;
    private final List<String> permits = new ArrayList<>();

    One(long seed) {
      this.seed = seed;
      random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
      accounts = List.of("a", "b", "c", "d").subList(0, pick(1, 1, 1, 2, 2, 3, 4));
      jurisdiction =
          pick(
              "US",
              "US",
              "US-CA",
              "US-TX",
              "US-MA",
              "US-MA",
              "US-MA",
              "IN",
              "GB",
              "GB",
              "GB-ENG",
              "DE",
              "FR",
              "TW",
              "AU",
              "US-DC",
              "US-WA",
              "US-NY",
              "US-FL",
              "CA",
              "CA-ON",
              "CA-ON",
              "CA-QC",
              "CA-NB",
              "GR",
              "GB-SCT",
              "AU",
              "IN",
              "US-DC",
              "US-WA",
              "US-NY-NYC",
              "ZA",
              "DE");
      actor = chance(70) ? ActorType.THIRD_PARTY : ActorType.CREDITOR;
      zones = zones();
      zone = ZoneId.of(zones.isEmpty() ? "UTC" : zones.getFirst());
      at = question();
    }

    History history() {
      for (String account : accounts) {
        if (!chance(account.equals("a") ? 2 : 6)) {
          place(account, before(20, 300));
        }
      }
      attempts();
      said();
      states();
      noise();
      reservations();
      others();
      List<Told> arrived = arrived();
      @Nullable Place place = chance(4) ? null : pick(Place.MOBILE, Place.MOBILE, any(PLACES));
      return new History(seed, arrived, "a", at, place, reserved);
    }

    // Where and when

    private List<String> zones() {
      if (chance(2)) {
        return List.of();
      }
      String home =
          switch (jurisdiction) {
            case "US" ->
                pick("America/Chicago", "America/New_York", "America/Denver", "Pacific/Honolulu");
            case "US-MA" -> "America/New_York";
            case "US-TX" -> "America/Chicago";
            case "US-CA" -> "America/Los_Angeles";
            case "US-DC", "US-NY", "US-NY-NYC", "US-FL" -> "America/New_York";
            case "US-WA" -> "America/Los_Angeles";
            case "CA", "CA-ON", "CA-QC" -> "America/Toronto";
            case "CA-NB" -> "America/Moncton";
            case "GR" -> "Europe/Athens";
            case "IN" -> "Asia/Kolkata";
            case "DE" -> "Europe/Berlin";
            case "ZA" -> "Africa/Johannesburg";
            case "FR" -> "Europe/Paris";
            case "TW" -> "Asia/Taipei";
            case "AU" -> pick("Australia/Lord_Howe", "Australia/Sydney");
            default -> "Europe/London";
          };
      int more = chance(16) ? 1 : chance(2) ? 2 : 0;
      List<String> all = new ArrayList<>(List.of(home));
      IntStream.range(0, more).forEach(_ -> all.add(pick(ELSEWHERE)));
      return all.stream().distinct().toList();
    }

    private Instant question() {
      LocalDate day;
      if (chance(35)) {
        day = LocalDate.parse(pick(CHANGING));
      } else if (chance(12)) {
        day = lawDays.get(random.nextInt(lawDays.size()));
        if (chance(40)) {
          return jitter(day.atStartOfDay(zone).toInstant());
        }
      } else {
        day = LocalDate.of(2025, 5, 1).plusDays(random.nextInt(700));
      }
      day = day.plusDays(pick(-1, 0, 0, 1));
      LocalTime clock =
          switch (random.nextInt(8)) {
            case 0 -> LocalTime.of(8, 0);
            case 1 -> pick(LocalTime.of(21, 0), LocalTime.of(19, 0), LocalTime.of(20, 0));
            case 2 -> pick(LocalTime.MIDNIGHT, LocalTime.of(2, 0), LocalTime.of(1, 30));
            default -> LocalTime.of(6 + random.nextInt(17), random.nextInt(60));
          };
      return jitter(day.atTime(clock).atZone(zone).toInstant());
    }

    private Instant jitter(Instant instant) {
      return switch (random.nextInt(8)) {
        case 0, 1 -> instant;
        case 2 -> instant.plusMillis(1);
        case 3 -> instant.minusMillis(1);
        case 4 -> instant.plusSeconds(60L * random.nextInt(-180, 181));
        case 5 -> instant.plusSeconds(60L * random.nextInt(-30, 31));
        default -> instant.plusMillis(random.nextInt(-7_200_000, 7_200_001));
      };
    }

    private Instant before(int leastDays, int mostDays) {
      return at.minusMillis(random.nextLong(leastDays * 86_400_000L, mostDays * 86_400_000L + 1));
    }

    /// So many days ago, about the same time, or about a midnight then.
    private Instant about(int days) {
      Instant then =
          chance(50)
              ? at.minus(Duration.ofDays(days))
              : LocalDate.ofInstant(at, zone).minusDays(days).atStartOfDay(zone).toInstant();
      Instant time = jitter(then);
      return time.isAfter(at) ? at : time;
    }

    /// When something was told, not later than the question.
    private Instant some(int mostDays) {
      return chance(8) ? at : before(0, mostDays);
    }

    /// When somebody tried to reach the debtor: rarely later than the question, by a clock that
    /// runs ahead.
    private Instant tried(int mostDays) {
      return switch (random.nextInt(25)) {
        case 0 -> at;
        case 1 -> at.plusMillis(1);
        case 2 -> at.plusMillis(random.nextLong(86_400_000L * 2));
        default -> before(0, mostDays);
      };
    }

    // What is told

    /// What allows is rarely dated later than the question: it must not count before its time.
    private void tell(String account, Instant time, Object what) {
      Instant then =
          allows(what) && chance(6)
              ? at.plusMillis(pick(1L, 1_000L, 25_200_000L, random.nextLong(1, 172_800_000L)))
              : time;
      told.add(new Told(account, then, "e%03d".formatted(told.size()), what));
    }

    private boolean allows(Object what) {
      return switch (what) {
        case AccountEvent.VulnerabilityEnded _, AccountEvent.DisputeResolved _ -> true;
        case AccountEvent.VerificationSent _, AccountEvent.ValidationSent _ -> true;
        case AccountEvent.NumberChecked _, AccountEvent.BreathingSpaceEnded _ -> true;
        case AccountEvent.CallRequested _, AccountEvent.LanguageRecorded _ -> true;
        case AccountEvent.WorkplaceContactStated stated -> stated.allowed();
        case AccountEvent.ConsentChanged changed -> changed.consent() == Consent.GRANTED;
        default -> false;
      };
    }

    private void place(String account, Instant time) {
      Map<Channel, Consent> consents = new EnumMap<>(Channel.class);
      for (Channel channel : CHANNELS) {
        if (!chance(5)) {
          consents.put(
              channel, chance(95) ? Consent.GRANTED : pick(Consent.REFUSED, Consent.UNKNOWN));
        }
      }
      String debtGroup = pick(null, null, "g1", "g1", "g2");
      tell(
          account,
          time,
          new AccountEvent.Placed(
              account,
              "deb",
              new Snapshot(time, 1_000 + random.nextInt(100_000), "USD", 40, null, null),
              actor,
              jurisdiction,
              zones,
              consents,
              null,
              chance(80) ? time : null,
              debtGroup,
              chance(30) ? time.minusSeconds(random.nextInt(86_400 * 60)) : null,
              chance(50) ? jitter(at) : null,
              chance(6) ? List.of(pick("US-MA", "US-NY-NYC", "GB", "IN", "CA-ON")) : null,
              chance(30) ? any(DebtKind.values()) : null));
    }

    private void attempts() {
      for (int i = jurisdiction.equals("AU") && chance(30) ? 12 : 0; i > 0; i--) {
        Outcome delivered =
            new Outcome.ContactAttempted(
                "a", Channel.SMS, ContactResult.DELIVERED, null, null, Place.MOBILE, null);
        tell("a", tried(28), delivered);
      }
      int count = pick(0, 0, 1, 2, 3, 5, 7, 8, 9, 14);
      for (int i = 0; i < count; i++) {
        Instant time =
            switch (random.nextInt(10)) {
              case 0 -> about(7);
              case 1 -> about(30);
              case 2 -> jitter(at.minus(Duration.ofHours(4)));
              case 3 -> jitter(at.minus(Duration.ofHours(24)));
              case 4 -> tried(1);
              case 5, 6, 7 -> tried(8);
              default -> tried(35);
            };
        attempt(anyAccount(), time);
      }
    }

    private void attempt(String account, Instant time) {
      boolean messages = jurisdiction.equals("US-DC") && chance(60);
      Channel channel =
          messages ? pick(Channel.SMS, Channel.EMAIL) : chance(75) ? Channel.CALL : any(CHANNELS);
      @Nullable Place place = pick(null, Place.MOBILE, Place.HOME, any(PLACES));
      @Nullable String permit = chance(30) ? "p" + permits.size() : null;
      if (permit != null) {
        permits.add(account);
      }
      if (permit != null && chance(60)) {
        tell(
            account,
            chance(50) ? time : time.minusMillis(random.nextInt(900_000)),
            new Commit(permit, channel, place, number()));
      }
      if (permit == null || chance(75)) {
        tell(account, time, attempted(account, channel, permit, place));
      }
      if (permit != null && chance(8)) {
        String other = chance(80) ? account : anyAccount();
        tell(other, jitter(time), attempted(other, channel, permit, place));
      }
    }

    private Outcome attempted(
        String account, Channel channel, @Nullable String permit, @Nullable Place place) {
      ContactResult result =
          switch (random.nextInt(20)) {
            case 0 -> ContactResult.CONVERSATION;
            case 1, 2, 3 -> ContactResult.NOT_CONNECTED;
            case 4 -> ContactResult.BUSY;
            case 5, 6 -> any(ContactResult.values());
            default -> ContactResult.NO_ANSWER;
          };
      @Nullable Recipient recipient = chance(8) ? Recipient.ATTORNEY : pick(null, Recipient.DEBTOR);
      return new Outcome.ContactAttempted(
          account, channel, result, null, permit, place, recipient, number());
    }

    private @Nullable String number() {
      return chance(75) ? null : pick("n1", "n2");
    }

    private void said() {
      if (chance(15)) {
        String account = anyAccount();
        tell(
            account,
            chance(70) ? about(pick(6, 7, 7, 8)) : tried(12),
            new Outcome.RightPartyContact(
                account, chance(85) ? Channel.CALL : any(CHANNELS), null));
      }
      for (int i = chance(25) ? pick(1, 2) : 0; i > 0; i--) {
        String account = anyAccount();
        tell(
            account,
            chance(60) ? about(pick(0, 6, 7, 8)) : some(16),
            new AccountEvent.CallRequested(account));
      }
      for (int i = chance(20) ? pick(1, 1, 2, 3) : 0; i > 0; i--) {
        String account = anyAccount();
        tell(account, some(40), inconvenience(account));
      }
      for (int i = chance(75) ? pick(1, 1, 2, 3) : 0; i > 0; i--) {
        String account = anyAccount();
        Channel channel = chance(80) ? Channel.SMS : any(CHANNELS);
        tell(
            account,
            chance(25) ? about(60) : some(70),
            new AccountEvent.NumberChecked(account, channel, number()));
      }
      for (int i = chance(16) ? pick(1, 1, 2, 3) : 0; i > 0; i--) {
        tellConsent(anyAccount());
      }
      for (int i = chance(35) ? pick(1, 1, 2) : 0; i > 0; i--) {
        String account = anyAccount();
        tell(account, some(90), new AccountEvent.WorkplaceContactStated(account, chance(70)));
      }
    }

    private void tellConsent(String account) {
      Channel channel = any(CHANNELS);
      tell(
          account,
          some(40),
          switch (random.nextInt(6)) {
            case 0 -> new Outcome.OptedOut(account, channel);
            case 1 ->
                new Outcome.ReplyReceived(account, channel, any(ReplyWord.values()), number());
            case 2 -> new AccountEvent.ConsentChanged(account, channel, Consent.REFUSED);
            case 3 -> new AccountEvent.ConsentChanged(account, channel, Consent.UNKNOWN);
            default -> new AccountEvent.ConsentChanged(account, channel, Consent.GRANTED);
          });
    }

    private AccountEvent inconvenience(String account) {
      List<WeeklyWindow> times = new ArrayList<>();
      for (int i = pick(0, 1, 1, 2); i > 0; i--) {
        List<DayOfWeek> days =
            random
                .ints(1 + random.nextInt(5), 0, 7)
                .distinct()
                .mapToObj(day -> DayOfWeek.of(day + 1))
                .toList();
        times.add(new WeeklyWindow(days, clock(), clock()));
      }
      List<Place> places =
          chance(40)
              ? random
                  .ints(1 + random.nextInt(2), 0, 4)
                  .distinct()
                  .mapToObj(i -> PLACES[i])
                  .toList()
              : List.of();
      return new AccountEvent.InconvenienceStated(
          account, times.stream().distinct().toList(), places);
    }

    private LocalTime clock() {
      return LocalTime.of(random.nextInt(24), pick(0, 0, 30, 15));
    }

    // States of the debtor and the account

    private void states() {
      for (int i = chance(12) ? pick(1, 1, 1, 2) : 0; i > 0; i--) {
        String account = anyAccount();
        tell(account, some(120), stop(account));
      }
      if (chance(12)) {
        String account = anyAccount();
        Instant opened = some(60);
        tell(account, opened, new AccountEvent.DisputeOpened(account));
        if (chance(60)) {
          tell(
              account,
              ended(opened),
              chance(50)
                  ? new AccountEvent.DisputeResolved(account)
                  : new AccountEvent.VerificationSent(account));
        }
      }
      if (chance(10)) {
        String account = anyAccount();
        tell(account, some(30), new AccountEvent.ValidationSent(account));
      }
      if (chance(jurisdiction.startsWith("GB") ? 30 : 3)) {
        breathing();
      }
      if (chance(9)) {
        String account = anyAccount();
        tell(account, some(90), new AccountEvent.VulnerabilityReported(account));
        if (chance(50)) {
          String other = anyAccount();
          tell(other, some(90), new AccountEvent.VulnerabilityEnded(other));
        }
      }
      if (chance(4)) {
        String account = anyAccount();
        tell(account, some(90), new AccountEvent.Closed(account, any(CloseReason.values())));
        if (chance(40)) {
          place(account, some(20));
        }
      }
    }

    /// Some days after, or at once.
    private Instant ended(Instant begun) {
      Instant end = chance(90) ? begun.plusMillis(random.nextInt(1, 900_000_000)) : begun;
      return end.isAfter(at) ? at : end;
    }

    private AccountEvent stop(String account) {
      return switch (random.nextInt(6)) {
        case 0 -> new AccountEvent.CeaseRequested(account);
        case 1 -> new AccountEvent.AttorneyRetained(account);
        case 2 -> new AccountEvent.BankruptcyFiled(account);
        case 3 -> new AccountEvent.DeceasedReported(account);
        case 4 -> new AccountEvent.IdentityTheftReported(account);
        default -> new AccountEvent.MinorReported(account);
      };
    }

    private void breathing() {
      for (int i = pick(1, 1, 2); i > 0; i--) {
        String account = anyAccount();
        boolean crisis = chance(40);
        tell(
            account,
            crisis ? before(10, 90) : about(pick(59, 60, 61, 62, 30, 1)),
            new AccountEvent.BreathingSpaceStarted(
                account, crisis ? BreathingSpace.MENTAL_HEALTH_CRISIS : BreathingSpace.STANDARD));
      }
      if (chance(60)) {
        String account = anyAccount();
        tell(
            account,
            chance(60) ? jitter(at.minus(Duration.ofDays(30))) : some(60),
            new AccountEvent.BreathingSpaceEnded(account));
      }
    }

    private void noise() {
      for (int i = pick(0, 0, 1, 2); i > 0; i--) {
        String account = anyAccount();
        Instant time = some(20);
        tell(
            account,
            time,
            switch (random.nextInt(7)) {
              case 0 -> new Outcome.PaymentReceived(account, "m" + told.size(), 500, "USD");
              case 1 -> new Outcome.PaymentReceived(account, "m" + told.size(), 101_000, "USD");
              case 2 -> new Outcome.PaymentReversed(account, "m" + told.size(), 500, "USD");
              case 3 ->
                  new AccountEvent.Updated(
                      account,
                      "deb",
                      new Snapshot(
                          time.minusSeconds(random.nextInt(200_000)),
                          chance(15) ? 0 : random.nextInt(100_000),
                          "USD",
                          30,
                          null,
                          null));
              case 4 -> new Outcome.ComplaintRaised(account, null);
              case 5 -> new AccountEvent.HardshipReported(account);
              default -> new AccountEvent.ReviewDue(account);
            });
      }
    }

    private void reservations() {
      for (int i = chance(25) ? pick(1, 2, 3) : 0; i > 0; i--) {
        int known = chance(20) && !permits.isEmpty() ? random.nextInt(permits.size()) : -1;
        String permit = known < 0 ? "r" + i : "p" + known;
        String account = known < 0 ? toldOf("") : toldOf(permits.get(known));
        Instant time =
            chance(75)
                ? at.minusMillis(random.nextInt(900_000))
                : at.plusMillis(random.nextInt(50_000_000));
        reserved.add(
            new Reservation(
                permit,
                account,
                chance(80) ? Channel.CALL : any(CHANNELS),
                chance(10) ? null : any(PLACES),
                number(),
                time));
      }
    }

    /// Persons other than the debtor, and the question for the debtor's language.
    private void others() {
      for (int i = chance(40) ? pick(1, 1, 2, 3, 5) : 0; i > 0; i--) {
        String account = anyAccount();
        tell(
            account,
            chance(30) ? about(7) : tried(chance(70) ? 8 : 400),
            new Outcome.ThirdPersonContacted(
                account,
                any(CHANNELS),
                pick("t1", "t2", "t3"),
                pick(
                    ContactedPerson.SPOUSE,
                    ContactedPerson.HOUSEHOLD,
                    ContactedPerson.EMPLOYER,
                    ContactedPerson.OTHER),
                any(ContactPurpose.values())));
      }
      if (chance(40)) {
        String account = anyAccount();
        tell(account, some(200), new AccountEvent.LanguageRecorded(account, pick("es", null)));
      }
    }

    /// By time, or in no order; some are told twice.
    private List<Told> arrived() {
      List<Told> arrived = new ArrayList<>(told);
      arrived.sort(Comparator.comparing(Told::time));
      if (chance(25)) {
        for (int i = arrived.size() - 1; i > 0; i--) {
          Collections.swap(arrived, i, random.nextInt(i + 1));
        }
      }
      if (chance(15) && !arrived.isEmpty()) {
        arrived.add(arrived.get(random.nextInt(arrived.size())));
      }
      return List.copyOf(arrived);
    }

    /// No permit is given for an account that nobody has heard of.
    private String toldOf(String wanted) {
      if (told.isEmpty() || told.stream().anyMatch(one -> one.account().equals(wanted))) {
        return wanted.isEmpty() ? "a" : wanted;
      }
      return told.get(random.nextInt(told.size())).account();
    }

    private String anyAccount() {
      return chance(60) ? "a" : accounts.get(random.nextInt(accounts.size()));
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    @SafeVarargs
    private <T extends @Nullable Object> T pick(T... values) {
      return values[random.nextInt(values.length)];
    }

    private <T> T any(T[] values) {
      return values[random.nextInt(values.length)];
    }
  }
}
