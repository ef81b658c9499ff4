/// The accounts of a portfolio and the systems that service them. Accounts are mutable and shared
/// by these systems, so their state stays inside this package.
@NullMarked
package io.quittance.simulator.book;

import org.jspecify.annotations.NullMarked;
