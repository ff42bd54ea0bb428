import protobuf from "protobufjs";

/** A tensor constant of a model: 32-bit floats in row-major order. */
export interface FloatTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

/** One operation of the graph. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** An input or output of a model: floats; `"N"` stands for any number of rows. */
export interface OnnxPort {
  readonly name: string;
  readonly dims: readonly (number | "N")[];
}

/** What a model is made of. */
export interface OnnxModel {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly FloatTensor[];
  readonly input: OnnxPort;
  readonly output: OnnxPort;
  /** Free key-value pairs that travel with the model. */
  readonly metadata: Readonly<Record<string, string>>;
}

// The part of the ONNX interchange format (onnx.proto3, IR version 8) that these models need.
const field = (id: number, type: string, rule?: "repeated"): protobuf.IField =>
  rule === undefined ? { id, type } : { id, type, rule };
const schema = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        irVersion: field(1, "int64"),
        producerName: field(2, "string"),
        graph: field(7, "Graph"),
        opsetImport: field(8, "OperatorSet", "repeated"),
        metadataProps: field(14, "Pair", "repeated"),
      },
    },
    OperatorSet: { fields: { domain: field(1, "string"), version: field(2, "int64") } },
    Pair: { fields: { key: field(1, "string"), value: field(2, "string") } },
    Graph: {
      fields: {
        node: field(1, "Node", "repeated"),
        name: field(2, "string"),
        initializer: field(5, "Tensor", "repeated"),
        input: field(11, "ValueInfo", "repeated"),
        output: field(12, "ValueInfo", "repeated"),
      },
    },
    Node: {
      fields: {
        input: field(1, "string", "repeated"),
        output: field(2, "string", "repeated"),
        opType: field(4, "string"),
      },
    },
    Tensor: {
      fields: {
        dims: field(1, "int64", "repeated"),
        dataType: field(2, "int32"),
        floatData: field(4, "float", "repeated"),
        name: field(8, "string"),
      },
    },
    ValueInfo: { fields: { name: field(1, "string"), type: field(2, "Type") } },
    Type: { fields: { tensorType: field(1, "TensorType") } },
    TensorType: { fields: { elemType: field(1, "int32"), shape: field(2, "Shape") } },
    Shape: { fields: { dim: field(1, "Dimension", "repeated") } },
    Dimension: { fields: { dimValue: field(1, "int64"), dimParam: field(2, "string") } },
  },
});

const float32 = 1;

/** Writes a model as the bytes of an `.onnx` file. */
export function encodeOnnx(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const type = schema.lookupType("Model");
  const message = type.fromObject({
    irVersion: 8,
    producerName: "heddle-demo",
    opsetImport: [{ domain: "", version: 13 }],
    metadataProps: Object.entries(model.metadata).map(([key, value]) => ({ key, value })),
    graph: {
      name: model.name,
      node: model.nodes.map(({ op, inputs, outputs }) => ({
        opType: op,
        input: [...inputs],
        output: [...outputs],
      })),
      initializer: model.constants.map(({ name, dims, values }) => ({
        name,
        dims: [...dims],
        dataType: float32,
        floatData: [...values],
      })),
      input: [port(model.input)],
      output: [port(model.output)],
    },
  });
  return new Uint8Array(type.encode(message).finish());
}

function port({ name, dims }: OnnxPort): object {
  const dim = dims.map((size) => (size === "N" ? { dimParam: size } : { dimValue: size }));
  return { name, type: { tensorType: { elemType: float32, shape: { dim } } } };
}
