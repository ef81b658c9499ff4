/// Models and their versions: what serves, what waits, who agreed, and the actions of people.
@NullMarked
package io.quittance.console.model;

import org.jspecify.annotations.NullMarked;
