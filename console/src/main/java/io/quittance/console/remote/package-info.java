/// What the console asks the services, with the token of the person who looks.
@NullMarked
package io.quittance.console.remote;

import org.jspecify.annotations.NullMarked;
