/** Evaluates the regression models that this demo writes as PMML: one table of coefficients per class. */
export class PmmlPredictor {
  readonly #tables: readonly RegressionTable[];

  private constructor(tables: readonly RegressionTable[]) {
    this.#tables = tables;
  }

  /**
   * @param text a PMML document with a `RegressionModel`
   * @throws Error when it has no regression table
   */
  static parse(text: string): PmmlPredictor {
    const tables = [...text.matchAll(tablePattern)].map(
      ([, category = "", intercept = "", body = ""]): RegressionTable => ({
        category,
        intercept: Number(intercept),
        coefficients: [...body.matchAll(coefficientPattern)].map(([, value]) => Number(value)),
      }),
    );
    if (tables.length === 0) throw new Error("the PMML document has no regression table");
    return new PmmlPredictor(tables);
  }

  /** The class of one row; the highest score wins, which softmax does not change. */
  predict(row: readonly number[]): string {
    const scores = this.#tables.map(({ category, intercept, coefficients }) => ({
      category,
      score: coefficients.reduce((sum, weight, at) => sum + weight * (row[at] ?? 0), intercept),
    }));
    return scores.reduce((best, next) => (next.score > best.score ? next : best)).category;
  }
}

interface RegressionTable {
  readonly category: string;
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

const tablePattern =
  /<RegressionTable targetCategory="([^"]+)" intercept="([^"]+)">([^]*?)<\/RegressionTable>/g;
const coefficientPattern = /<NumericPredictor name="[^"]+" coefficient="([^"]+)"\/>/g;
