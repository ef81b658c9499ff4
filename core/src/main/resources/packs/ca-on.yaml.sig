{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "ah9AJQ0FxaHOCHx2EysnesC8D2VDydUBqHbgX9Sz2vlDXgpTfK23TUdAcIbKff62lqrVZ4Fupgjy4K8rPPVoCw=="
}
