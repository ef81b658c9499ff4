package io.quittance.scoring.account;

import static io.quittance.web.Roles.AGENT;
import static io.quittance.web.Roles.AUDITOR;
import static io.quittance.web.Roles.SERVICE;
import static io.quittance.web.Roles.SUPERVISOR;

import io.quittance.core.account.AccountState;
import io.quittance.core.account.AccountView;
import io.quittance.web.CurrentCaller;
import io.quittance.web.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Shows the current state of an account.
@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
public class AccountResource {

  private final AccountRepository accounts;
  private final CurrentCaller caller;

  AccountResource(AccountRepository accounts, CurrentCaller caller) {
    this.accounts = accounts;
    this.caller = caller;
  }

  /// An account as of the newest fact known of it.
  ///
  /// @param newestFact event time of that fact
  /// @param closed whether it has left collection
  /// @param facts number of facts kept
  /// @param version increases with each change
  public record AccountSummary(
      String tenant,
      String accountId,
      @Nullable String debtorId,
      @Nullable Instant newestFact,
      boolean placed,
      boolean closed,
      @Nullable Long balanceMinor,
      @Nullable String currency,
      @Nullable Integer daysPastDue,
      boolean inDispute,
      boolean inHardship,
      int facts,
      long version) {}

  @GET
  @Path("/{id}")
  @RolesAllowed({AGENT, SUPERVISOR, AUDITOR, SERVICE})
  @Operation(summary = "The account as of the newest fact known of it")
  public Uni<AccountSummary> find(@PathParam("id") String id) {
    return accounts
        .find(new AccountKey(caller.get().tenant(), id))
        .map(
            found ->
                summary(
                    found.orElseThrow(
                        () -> Problems.notFound("account-not-found", "There is no such account"))));
  }

  private static AccountSummary summary(AccountLedger.Stored stored) {
    AccountState state = stored.state();
    Instant newest = state.newestFact();
    AccountView view = state.view(newest == null ? Instant.EPOCH : newest);
    return new AccountSummary(
        state.tenant(),
        state.accountId(),
        state.debtorId(),
        newest,
        view.isPlaced(),
        view.isClosed(),
        view.balanceMinor(),
        view.currency(),
        view.daysPastDue(),
        view.disputedSince() != null,
        view.inHardship(),
        state.facts().size(),
        stored.version());
  }
}
