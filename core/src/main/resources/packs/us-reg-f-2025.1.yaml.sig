{
  "keyid" : "9bd95a7cbe20e3151168a5944520620b",
  "sig" : "lwY/+E0WxvdJ/76rAGYImASerpufgfMroVv8cbGNkqXfRWIXFJhsFxbN1DI992+5oYfy2vLitTGmmltlEgvLAw=="
}
