/// The plan of a day: which accounts to contact, and how, when agents and money do not suffice for
/// all; from stored decisions by REST, from a file on the command line. A plan is advice: each
/// contact still needs a permit.
@NullMarked
package io.quittance.scoring.plan;

import org.jspecify.annotations.NullMarked;
