package io.quittance.testkit.obedience.scoring.account;

import jakarta.ws.rs.Path;

@Path("/accounts")
final class AccountResource {}
