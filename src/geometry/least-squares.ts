/** Linear least squares with a little ridge, by the normal equations and Cholesky's decomposition. */

/**
 * The coefficients W, [columns, outputs], that make ‖X W − Y‖² + ridge·‖W‖² least.
 * @param x X, row-major, [rows, columns]
 * @param y Y, row-major, [rows, outputs]
 * @param ridge positive: columns that say the same then share their coefficient
 */
export function leastSquares(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  columns: number,
  outputs: number,
  ridge: number,
): Float64Array {
  const rows = x.length / columns;
  const gram = new Float64Array(columns * columns);
  const solution = new Float64Array(columns * outputs);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < columns; i++) {
      const value = x[r * columns + i]!;
      if (value === 0) continue;
      for (let j = 0; j <= i; j++) gram[i * columns + j]! += value * x[r * columns + j]!;
      for (let k = 0; k < outputs; k++) {
        solution[i * outputs + k]! += value * y[r * outputs + k]!;
      }
    }
  }
  for (let i = 0; i < columns; i++) gram[i * columns + i]! += ridge;
  decompose(gram, columns);
  // L Lᵀ W = Xᵀ Y: down with L, up with Lᵀ.
  for (let k = 0; k < outputs; k++) {
    for (let i = 0; i < columns; i++) {
      let sum = solution[i * outputs + k]!;
      for (let j = 0; j < i; j++) sum -= gram[i * columns + j]! * solution[j * outputs + k]!;
      solution[i * outputs + k] = sum / gram[i * columns + i]!;
    }
    for (let i = columns - 1; i >= 0; i--) {
      let sum = solution[i * outputs + k]!;
      for (let j = i + 1; j < columns; j++) {
        sum -= gram[j * columns + i]! * solution[j * outputs + k]!;
      }
      solution[i * outputs + k] = sum / gram[i * columns + i]!;
    }
  }
  return solution;
}

/** A = L Lᵀ in place, L in the lower half. */
function decompose(a: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= a[i * size + k]! * a[j * size + k]!;
      a[i * size + j] = i === j ? Math.sqrt(sum) : sum / a[j * size + j]!;
    }
  }
}
