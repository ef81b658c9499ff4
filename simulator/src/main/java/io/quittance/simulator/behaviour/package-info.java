/// How debtors behave: the hazard of payment, its response to treatments and the harm of contact.
@NullMarked
package io.quittance.simulator.behaviour;

import org.jspecify.annotations.NullMarked;
