{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "DdcRR0QmTrM1Fzp6CEuH/GbpMPCJcvitcQVnr5hxDBjMqw1xoI8CfSqx1PdA6a5Dn5kgMO/4WvoRBZvZ2xC/AA=="
}
