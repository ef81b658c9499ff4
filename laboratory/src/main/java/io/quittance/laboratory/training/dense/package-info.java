/// Models of a dense matrix without missing values: logistic regression and the multilayer
/// perceptron.
@NullMarked
package io.quittance.laboratory.training.dense;

import org.jspecify.annotations.NullMarked;
