/// What travels between the services: account events, outcomes, decisions, retraining requests and
/// model lifecycle snapshots, with the one codec that reads and writes them.
@NullMarked
package io.quittance.core.event;

import org.jspecify.annotations.NullMarked;
