{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "aMu1BfB/fMduA16dUCmVCWfJnJyebQ9Gd72SYBBVnUwqU+vmavcCza1XljtvMNBY4+Wpz/NUlzgoPJaPjOT4CA=="
}
