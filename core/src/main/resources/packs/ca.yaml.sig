{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "ryQXCPcEDDmB1cUMk9X+YIFuU0jhLfeCWX5Tj7W5aci5ZuElKFyRemRCRPO/nCNcTulrjo9CAvRynU7s5RiUDA=="
}
