package io.quittance.core.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quittance.core.account.DebtorContext;
import io.quittance.core.account.Histories;
import io.quittance.core.debtor.OutsideWeeklyWindows;
import io.quittance.core.debtor.WeeklyOpeningHours;
import io.quittance.core.event.AccountEvent;
import io.quittance.core.event.DecisionMade.Blocked;
import io.quittance.core.limit.TimeLimit;
import io.quittance.core.pack.BuiltInPacks;
import io.quittance.core.pack.PolicyPack;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.ActorType;
import io.quittance.core.vocabulary.BreathingSpace;
import io.quittance.core.vocabulary.Channel;
import io.quittance.core.vocabulary.Consent;
import io.quittance.core.vocabulary.DebtKind;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReviewKind;
import io.quittance.core.vocabulary.WeeklyWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The last permitted and the first forbidden millisecond around Sundays, holidays and changes of
/// the clocks. Dates, weekdays and offsets were written by hand from calendars and from the law
/// that stands beside them; none was read from a pack or computed.
///
/// A line says what one rule does to a call: other packs that bind there may be stricter.
class HolidayBoundariesTest {

  private static final PolicyCatalogue CATALOGUE =
      PolicyCatalogue.of(
          BuiltInPacks.DEFAULTS.stream()
              .flatMap(id -> BuiltInPacks.all().stream().filter(pack -> pack.id().equals(id)))
              .toList());

  private static final Instant PLACED = Instant.parse("2025-12-01T12:00:00Z");

  private static final Instant BREATHING = Instant.parse("2026-03-02T09:00:00Z");
  private static final String LONDON = "Europe/London";

  private static Histories placed(String jurisdiction, String zone, @Nullable DebtKind kind) {
    return new Histories("a")
        .tell(
            PLACED,
            new AccountEvent.Placed(
                "a",
                "deb-1",
                new AccountEvent.Snapshot(PLACED, 100_000, "USD", 60, null, null),
                ActorType.THIRD_PARTY,
                jurisdiction,
                List.of(zone),
                Map.of(
                    Channel.CALL, Consent.GRANTED,
                    Channel.SMS, Consent.GRANTED,
                    Channel.EMAIL, Consent.GRANTED,
                    Channel.LETTER, Consent.GRANTED),
                null,
                PLACED,
                null,
                PLACED,
                Instant.parse("2035-01-01T00:00:00Z"),
                null,
                kind));
  }

  /// The rules that forbid a call, each with its pack.
  private static TreeSet<String> forbidding(Histories history, Instant at) {
    DebtorContext context = DebtorContext.of(history.state());
    PermitVerdict verdict =
        ContactPolicy.permit(
            CATALOGUE.at(context, at), context, Action.CALL, Place.MOBILE, at, List.of());
    TreeSet<String> rules = new TreeSet<>();
    if (verdict instanceof PermitVerdict.Refused refused) {
      for (Blocked blocked : refused.blocked()) {
        rules.add(blocked.pack() + " " + blocked.ruleId());
      }
    }
    return rules;
  }

  /// Lines of an instant on the debtor's clock and whether the rule is open then.
  private static void assertHours(String rule, Histories history, String lines) {
    Map<String, String> expected = new LinkedHashMap<>();
    Map<String, String> told = new LinkedHashMap<>();
    for (String line : lines.lines().toList()) {
      String[] part = line.split(" +");
      expected.put(part[0], part[1]);
      boolean closed =
          forbidding(history, OffsetDateTime.parse(part[0]).toInstant()).contains(rule);
      told.put(part[0], closed ? "closed" : "open");
    }
    assertEquals(expected, told, rule);
  }

  /// SOR/2021-181 Schedule 5(1): Sunday 13 to 17, no other holiday, 7 to 21. Reg. 74 s. 22.
  @ParameterizedTest
  @ValueSource(strings = {"ca HC34", "ca-on HC35"})
  void ontarioAroundCanadaDayAndOnASunday(String rule) {
    assertHours(
        rule,
        placed("CA-ON", "America/Toronto", null),
        """
        2026-04-11T20:59:59.999-04:00 open
        2026-04-11T21:00:00.000-04:00 closed
        2026-04-12T12:59:59.999-04:00 closed
        2026-04-12T13:00:00.000-04:00 open
        2026-04-12T16:59:59.999-04:00 open
        2026-04-12T17:00:00.000-04:00 closed
        2026-04-13T06:59:59.999-04:00 closed
        2026-04-13T07:00:00.000-04:00 open
        2026-06-30T06:59:59.999-04:00 closed
        2026-06-30T07:00:00.000-04:00 open
        2026-06-30T20:59:59.999-04:00 open
        2026-06-30T21:00:00.000-04:00 closed
        2026-07-01T00:00:00.000-04:00 closed
        2026-07-01T07:00:00.000-04:00 closed
        2026-07-01T14:00:00.000-04:00 closed
        2026-07-01T20:59:59.999-04:00 closed
        2026-07-01T23:59:59.999-04:00 closed
        2026-07-02T06:59:59.999-04:00 closed
        2026-07-02T07:00:00.000-04:00 open
        2026-07-02T20:59:59.999-04:00 open
        2026-04-02T20:59:59.999-04:00 open
        2026-04-03T12:00:00.000-04:00 closed
        2026-04-04T07:00:00.000-04:00 open
        2026-04-06T12:00:00.000-04:00 closed
        2026-04-07T07:00:00.000-04:00 open
        """);
  }

  /// Holidays Act s. 2; Legislation Act, 2006, s. 88(4): 1 July 2029 is a Sunday.
  @ParameterizedTest
  @ValueSource(strings = {"ca HC34", "ca-on HC35"})
  void canadaDayOnASundayIsKeptOnMonday(String rule) {
    assertHours(
        rule,
        placed("CA-ON", "America/Toronto", null),
        """
        2029-06-30T20:59:59.999-04:00 open
        2029-06-30T21:00:00.000-04:00 closed
        2029-07-02T00:00:00.000-04:00 closed
        2029-07-02T12:00:00.000-04:00 closed
        2029-07-02T23:59:59.999-04:00 closed
        2029-07-03T06:59:59.999-04:00 closed
        2029-07-03T07:00:00.000-04:00 open
        """);
  }

  /// Legislation Act, 2006, ss. 87, 88(3), (5): the Monday after Christmas on a Saturday and after
  /// New Year on a Sunday; Boxing Day.
  @Test
  void ontarioAtTheTurnOfTheYear() {
    assertHours(
        "ca-on HC35",
        placed("CA-ON", "America/Toronto", null),
        """
        2026-12-24T20:59:59.999-05:00 open
        2026-12-25T12:00:00.000-05:00 closed
        2026-12-26T12:00:00.000-05:00 closed
        2026-12-27T12:59:59.999-05:00 closed
        2026-12-27T13:00:00.000-05:00 open
        2027-12-24T20:59:59.999-05:00 open
        2027-12-25T12:00:00.000-05:00 closed
        2027-12-27T12:00:00.000-05:00 closed
        2027-12-29T07:00:00.000-05:00 open
        2033-12-30T20:59:59.999-05:00 open
        2034-01-01T14:00:00.000-05:00 closed
        2034-01-02T12:00:00.000-05:00 closed
        2034-01-03T07:00:00.000-05:00 open
        """);
  }

  /// Clocks go forward on Sunday 8 March and back on Sunday 1 November 2026.
  @ParameterizedTest
  @ValueSource(strings = {"ca HC34", "ca-on HC35"})
  void ontarioWhenTheClocksChange(String rule) {
    assertHours(
        rule,
        placed("CA-ON", "America/Toronto", null),
        """
        2026-03-07T20:59:59.999-05:00 open
        2026-03-07T21:00:00.000-05:00 closed
        2026-03-08T16:59:59.999Z closed
        2026-03-08T17:00:00.000Z open
        2026-03-08T20:59:59.999Z open
        2026-03-08T21:00:00.000Z closed
        2026-10-31T20:59:59.999-04:00 open
        2026-10-31T21:00:00.000-04:00 closed
        2026-11-01T17:59:59.999Z closed
        2026-11-01T18:00:00.000Z open
        2026-11-01T21:59:59.999Z open
        2026-11-01T22:00:00.000Z closed
        """);
  }

  /// CQLR c., s. 34(4): 8 to 20, no Sunday and no holiday. The consumer protection office
  /// lists Christmas and not 26 December; 24 June; 1 July, or 2 July if that is a Sunday.
  @Test
  void quebecAtChristmasAndOnItsNationalHoliday() {
    assertHours(
        "ca-qc HC36",
        placed("CA-QC", "America/Toronto", null),
        """
        2026-12-24T07:59:59.999-05:00 closed
        2026-12-24T08:00:00.000-05:00 open
        2026-12-24T19:59:59.999-05:00 open
        2026-12-24T20:00:00.000-05:00 closed
        2026-12-25T08:00:00.000-05:00 closed
        2026-12-25T19:59:59.999-05:00 closed
        2026-12-26T07:59:59.999-05:00 closed
        2026-12-26T08:00:00.000-05:00 open
        2026-12-26T19:59:59.999-05:00 open
        2026-12-26T20:00:00.000-05:00 closed
        2026-12-27T08:00:00.000-05:00 closed
        2026-12-27T14:00:00.000-05:00 closed
        2026-12-28T07:59:59.999-05:00 closed
        2026-12-28T08:00:00.000-05:00 open
        2026-06-23T19:59:59.999-04:00 open
        2026-06-24T12:00:00.000-04:00 closed
        2026-06-25T08:00:00.000-04:00 open
        2026-07-01T12:00:00.000-04:00 closed
        2029-07-02T12:00:00.000-04:00 closed
        2029-07-03T08:00:00.000-04:00 open
        """);
  }

  /// 12 CFR 1006.6(b)(1)(i): 8 to 21 at the consumer's location, Sundays and holidays alike. Clocks
  /// go forward on 8 March and back on 1 November 2026.
  @Test
  void unitedStatesWhenTheClocksChange() {
    assertHours(
        "us-reg-f HC01",
        placed("US-IL", "America/Chicago", null),
        """
        2026-03-07T20:59:59.999-06:00 open
        2026-03-07T21:00:00.000-06:00 closed
        2026-03-08T12:59:59.999Z closed
        2026-03-08T13:00:00.000Z open
        2026-03-09T01:59:59.999Z open
        2026-03-09T02:00:00.000Z closed
        2026-10-31T20:59:59.999-05:00 open
        2026-10-31T21:00:00.000-05:00 closed
        2026-11-01T13:59:59.999Z closed
        2026-11-01T14:00:00.000Z open
        2026-11-02T02:59:59.999Z open
        2026-11-02T03:00:00.000Z closed
        2026-07-04T08:00:00.000-05:00 open
        2026-12-25T20:59:59.999-06:00 open
        """);
  }

  /// Civ. Code 1788.17 with 15 U.S.C. 1692c(a)(1): 8 to 21 where the debtor lives.
  @Test
  void californiaWhenTheClocksChange() {
    assertHours(
        "us-ca HC41",
        placed("US-CA", "America/Los_Angeles", null),
        """
        2026-03-07T07:59:59.999-08:00 closed
        2026-03-07T08:00:00.000-08:00 open
        2026-03-07T20:59:59.999-08:00 open
        2026-03-07T21:00:00.000-08:00 closed
        2026-03-08T14:59:59.999Z closed
        2026-03-08T15:00:00.000Z open
        2026-03-09T03:59:59.999Z open
        2026-03-09T04:00:00.000Z closed
        2026-11-01T15:59:59.999Z closed
        2026-11-01T16:00:00.000Z open
        2026-11-02T04:59:59.999Z open
        2026-11-02T05:00:00.000Z closed
        """);
  }

  /// Code Civ. Proc. 337(d), Fin. Code 392.307, National Credit Act s. 126B(1): no suit once the
  /// time has run out, and in South Africa no sale. It runs out with 2034 in these histories.
  @ParameterizedTest
  @CsvSource({
    "US-CA, America/Los_Angeles, us-reg-f, us-ca, LEGAL_REFERRAL",
    "US-TX, America/Chicago, us-reg-f, us-tx, LEGAL_REFERRAL",
    "ZA, Africa/Johannesburg, strict, za, LEGAL_REFERRAL",
    "ZA, Africa/Johannesburg, strict, za, DEBT_SALE"
  })
  void whatIsTimeBarredIsNotSuedFor(
      String place, String zone, String base, String overlay, ReviewKind kind) {
    PolicyCatalogue withoutTheRuleOfTheBase =
        PolicyCatalogue.of(List.of(Packs.without(base, "HC15"), PolicyPack.builtIn(overlay)));
    DebtorContext context = DebtorContext.of(placed(place, zone, null).state());
    Instant end = Instant.parse("2035-01-01T00:00:00Z");

    for (Instant at : List.of(end.minusMillis(1), end)) {
      assertEquals(
          at.equals(end),
          ContactPolicy.review(withoutTheRuleOfTheBase.at(context, at), context, kind, at).barred(),
          at::toString);
    }
  }

  /// Fin. Code 392.202(a): a dispute stops collection whenever it comes; nothing waits for a
  /// notice.
  @Test
  void texasStopsAtADispute() {
    Instant disputed = Instant.parse("2026-04-01T15:00:00Z");
    Histories history =
        placed("US-TX", "America/Chicago", null)
            .tell(disputed, new AccountEvent.DisputeOpened("a"));

    assertEquals(new TreeSet<>(), forbidding(placed("US-TX", "America/Chicago", null), disputed));
    assertHours(
        "us-tx HC42",
        history,
        """
        2026-04-01T15:00:00.000Z closed
        2026-04-08T15:00:00.000Z closed
        """);
  }

  /// RDG s. 13a(1): in text form with the first claim. The information of these histories is of 1
  /// December, the day after begins at 23:00 UTC.
  @Test
  void germanyTellsBeforeItCalls() {
    assertHours(
        "de HC43",
        placed("DE", "Europe/Berlin", null),
        """
        2025-12-01T12:00:00.000Z closed
        2025-12-01T22:59:59.999Z closed
        2025-12-01T23:00:00.000Z open
        """);
  }

  /// The Council for Debt Collectors is reported to say: 6 to 21, never on Sundays. 12 April 2026
  /// is one; 27 April, a holiday, is a Monday.
  @Test
  void southAfricaOnSundaysAndHolidays() {
    assertHours(
        "za HC44a",
        placed("ZA", "Africa/Johannesburg", null),
        """
        2026-04-11T05:59:59.999+02:00 closed
        2026-04-11T06:00:00.000+02:00 open
        2026-04-11T20:59:59.999+02:00 open
        2026-04-11T21:00:00.000+02:00 closed
        2026-04-12T12:00:00.000+02:00 closed
        2026-04-12T23:59:59.999+02:00 closed
        2026-04-13T05:59:59.999+02:00 closed
        2026-04-13T06:00:00.000+02:00 open
        2026-04-27T06:00:00.000+02:00 open
        """);
  }

  /// No law of the United Kingdom that was read has hours or closes a bank holiday; 9 to 18 is
  /// ours. 25 May 2026 is one everywhere, 3 August in Scotland, 31 August in England. Clocks go
  /// forward on 29 March and back on 25 October 2026.
  @ParameterizedTest
  @ValueSource(strings = {"GB-ENG", "GB-SCT"})
  void unitedKingdomOnBankHolidaysAndWhenTheClocksChange(String nation) {
    assertHours(
        "strict HC01",
        placed(nation, LONDON, null),
        """
        2026-05-25T08:59:59.999+01:00 closed
        2026-05-25T09:00:00.000+01:00 open
        2026-05-25T17:59:59.999+01:00 open
        2026-05-25T18:00:00.000+01:00 closed
        2026-08-03T09:00:00.000+01:00 open
        2026-08-31T09:00:00.000+01:00 open
        2026-03-28T17:59:59.999Z open
        2026-03-28T18:00:00.000Z closed
        2026-03-29T07:59:59.999Z closed
        2026-03-29T08:00:00.000Z open
        2026-03-29T16:59:59.999Z open
        2026-03-29T17:00:00.000Z closed
        2026-10-24T16:59:59.999Z open
        2026-10-24T17:00:00.000Z closed
        2026-10-25T08:59:59.999Z closed
        2026-10-25T09:00:00.000Z open
        2026-10-25T17:59:59.999Z open
        2026-10-25T18:00:00.000Z closed
        """);
  }

  private static Histories breathing(String nation) {
    return placed(nation, LONDON, null)
        .tell(BREATHING, new AccountEvent.BreathingSpaceStarted("a", BreathingSpace.STANDARD));
  }

  /// SI 2020/1311 reg. 26: of an entry of 2 March the sixty days are 3 March to 1 May, over two
  /// bank holidays and a change of the clocks.
  @Test
  void englandCountsDaysOverBankHolidays() {
    assertHours(
        "uk-fca HC20",
        breathing("GB-ENG"),
        """
        2026-03-02T09:00:00.000Z closed
        2026-04-06T12:00:00.000+01:00 closed
        2026-05-01T22:59:59.999Z closed
        2026-05-01T23:00:00.000Z open
        """);
  }

  /// Bankruptcy (Scotland) Act 2016 ss. 197(3), 198(1): no diligence until the day six months after
  /// 2 March is over, which is 2 September.
  @ParameterizedTest
  @CsvSource({
    "2026-03-02T08:59:59.999Z, false",
    "2026-03-02T09:00:00.000Z, true",
    "2026-05-02T12:00:00.000Z, true",
    "2026-09-02T22:59:59.999Z, true",
    "2026-09-02T23:00:00.000Z, false"
  })
  void scotlandCountsMonths(Instant at, boolean barred) {
    DebtorContext context =
        DebtorContext.of(
            (at.isBefore(BREATHING) ? placed("GB-SCT", LONDON, null) : breathing("GB-SCT"))
                .state());

    assertEquals(
        barred,
        ContactPolicy.review(CATALOGUE.at(context, at), context, ReviewKind.LEGAL_REFERRAL, at)
            .barred());
  }

  /// ACCC/ASIC guideline Part 2 s. 4: 7:30 to 21, at weekends 9 to 21, none on national public
  /// holidays: 1 and 26 January, Good Friday, Easter Monday, 25 April, 25 and 26 December (Fair
  /// Work Act s. 115). Clocks go forward on Sunday 4 October 2026.
  @Test
  void australiaOnNationalPublicHolidays() {
    assertHours(
        "au HC38",
        placed("AU-NSW", "Australia/Sydney", null),
        """
        2026-04-24T07:29:59.999+10:00 closed
        2026-04-24T07:30:00.000+10:00 open
        2026-04-24T20:59:59.999+10:00 open
        2026-04-24T21:00:00.000+10:00 closed
        2026-04-25T09:00:00.000+10:00 closed
        2026-04-25T20:59:59.999+10:00 closed
        2026-04-26T08:59:59.999+10:00 closed
        2026-04-26T09:00:00.000+10:00 open
        2026-04-26T20:59:59.999+10:00 open
        2026-04-26T21:00:00.000+10:00 closed
        2026-01-01T12:00:00.000+11:00 closed
        2026-01-02T07:30:00.000+11:00 open
        2026-01-26T12:00:00.000+11:00 closed
        2026-01-27T07:29:59.999+11:00 closed
        2026-01-27T07:30:00.000+11:00 open
        2026-04-03T12:00:00.000+11:00 closed
        2026-04-06T12:00:00.000+10:00 closed
        2026-04-07T07:30:00.000+10:00 open
        2026-10-03T20:59:59.999+10:00 open
        2026-10-03T21:00:00.000+10:00 closed
        2026-10-04T08:59:59.999+11:00 closed
        2026-10-04T09:00:00.000+11:00 open
        2026-12-24T20:59:59.999+11:00 open
        2026-12-25T12:00:00.000+11:00 closed
        2026-12-26T12:00:00.000+11:00 closed
        """);
  }

  /// Law 3758/2009 art. 4(4): 9 to 20 on working days. Orthodox Good Friday is 10 April, Easter
  /// Monday 13 April and Whit Monday 1 June 2026; 25 March and 28 October are Wednesdays.
  @Test
  void greeceAtTheWeekendAndOnHolidays() {
    assertHours(
        "gr HC39a",
        placed("GR", "Europe/Athens", null),
        """
        2026-04-17T08:59:59.999+03:00 closed
        2026-04-17T09:00:00.000+03:00 open
        2026-04-17T19:59:59.999+03:00 open
        2026-04-17T20:00:00.000+03:00 closed
        2026-04-18T12:00:00.000+03:00 closed
        2026-04-19T12:00:00.000+03:00 closed
        2026-04-20T08:59:59.999+03:00 closed
        2026-04-20T09:00:00.000+03:00 open
        2026-04-09T19:59:59.999+03:00 open
        2026-04-10T12:00:00.000+03:00 closed
        2026-04-13T12:00:00.000+03:00 closed
        2026-04-14T09:00:00.000+03:00 open
        2026-06-01T12:00:00.000+03:00 closed
        2026-06-02T09:00:00.000+03:00 open
        2026-03-24T19:59:59.999+02:00 open
        2026-03-25T12:00:00.000+02:00 closed
        2026-03-26T09:00:00.000+02:00 open
        2026-10-28T12:00:00.000+02:00 closed
        2026-10-29T09:00:00.000+02:00 open
        """);
  }

  /// RBI/2022-23/108 para 2: 8 to 19; Microfinance Directions 2022: 9 to 18.
  @Test
  void indiaForMicrofinanceAndOtherDebts() {
    Histories small = placed("IN", "Asia/Kolkata", DebtKind.MICROFINANCE);
    Histories unknown = placed("IN", "Asia/Kolkata", null);
    Histories credit = placed("IN", "Asia/Kolkata", DebtKind.CONSUMER_CREDIT);
    String microfinance =
        """
        2026-04-15T08:59:59.999+05:30 closed
        2026-04-15T09:00:00.000+05:30 open
        2026-04-15T17:59:59.999+05:30 open
        2026-04-15T18:00:00.000+05:30 closed
        """;
    String others =
        """
        2026-04-15T07:59:59.999+05:30 closed
        2026-04-15T08:00:00.000+05:30 open
        2026-04-15T18:59:59.999+05:30 open
        2026-04-15T19:00:00.000+05:30 closed
        """;

    assertHours("india-rbi-microfinance HC19m", small, microfinance);
    assertHours("india-rbi-microfinance HC19m", unknown, microfinance);
    assertHours("india-rbi HC19", credit, others);
    assertHours("india-rbi-microfinance HC19m", credit, microfinance.replace("closed", "open"));
  }

  private static List<ZoneId> zones(String... ids) {
    return List.of(ids).stream().map(ZoneId::of).toList();
  }

  /// The mornings of Lord Howe are the afternoons of Chicago. London is still awake then only after
  /// Lord Howe's clocks went forward on 4 October and its own back on 25 October.
  @Test
  void hoursThatMeetOnlyAfterAChangeOfTheClocksMeetThen() {
    TimeLimit.WeeklyHours hours =
        new TimeLimit.WeeklyHours(
            List.of(
                new TimeLimit.DailyHours(
                    EnumSet.allOf(DayOfWeek.class), LocalTime.of(7, 30), LocalTime.of(21, 0))),
            null,
            null);

    assertEquals(
        Instant.parse("2026-10-25T20:30:00Z"),
        new WeeklyOpeningHours(
                hours, zones("Australia/Lord_Howe", "America/Chicago", "Europe/London"))
            .nextAllowed(Instant.parse("2026-08-23T21:00:00Z")));
  }

  /// From 1 to 6 is free in each zone. New York is five hours behind London, so that never both
  /// are, but four from 8 to 29 March 2026.
  @Test
  void aGapThatAChangeOfTheClocksOpensIsFound() {
    List<DayOfWeek> days = List.of(DayOfWeek.values());
    List<WeeklyWindow> windows =
        List.of(new WeeklyWindow(days, LocalTime.of(6, 0), LocalTime.of(1, 0)));

    assertEquals(
        Instant.parse("2026-03-09T05:00:00Z"),
        new OutsideWeeklyWindows(windows, zones("Europe/London", "America/New_York"))
            .nextAllowed(Instant.parse("2026-02-01T12:00:00Z")));
  }
}
