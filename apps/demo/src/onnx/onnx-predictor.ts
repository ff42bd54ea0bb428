import { InferenceSession, Tensor } from "onnxruntime-web";

/** Predicts with the bytes of an ONNX model of {@link classifierToOnnx}'s form, in a real ONNX runtime. */
export class OnnxPredictor implements AsyncDisposable {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /** Loads the model; fails when the bytes are no ONNX model. */
  static async open(model: Uint8Array): Promise<OnnxPredictor> {
    return new OnnxPredictor(await InferenceSession.create(model, { logSeverityLevel: 3 }));
  }

  /** The most probable class of each row, as an index. */
  async predict(rows: readonly (readonly number[])[]): Promise<number[]> {
    const [width = 0] = rows.map((row) => row.length);
    const features = new Tensor("float32", Float32Array.from(rows.flat()), [rows.length, width]);
    const { probabilities } = await this.#session.run({ features });
    if (probabilities === undefined) throw new Error("the model has no output `probabilities`");
    const values = (await probabilities.getData()) as Float32Array;
    const classes = values.length / rows.length;
    return rows.map((_, row) => {
      const scores = values.subarray(row * classes, (row + 1) * classes);
      return scores.indexOf(Math.max(...scores));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.release();
  }
}
