{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "Zng3ODXRXuDUwGSDmYmOfw9AhhjHiNrCRDUVlNrcr1a1pNFtWsja8j+d2v6B1e+0JStV9cx2PXRQx/rwAXA/DQ=="
}
