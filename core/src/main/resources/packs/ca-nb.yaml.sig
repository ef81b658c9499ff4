{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "hsuCPJ44O9r3nj3rhSc0hlc5iEDf0UOQx8amEKUIh9+aUr2SaB/ha4OkM4I4uu+05FWLcVP0ZEZKbObhUQneBg=="
}
