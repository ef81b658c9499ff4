package io.quittance.testkit.conforming.scoring.account;

import jakarta.ws.rs.Path;

@Path("/accounts")
final class AccountResource {}
