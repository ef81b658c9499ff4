{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "3FxSTSSKKBcyVvMHlbsO9qe9xEPUMbZp2JbjeP7LInit2xAlP8CLb9s01ijyCXSc270Ld9yuH+GrwM2cDJOCCQ=="
}
