// Hand-written for Semblance: words of shops and warehouses.

/** Made-up brand names. */
export const brands: readonly string[] =
  "Alderwick|Brightloom|Calverton & Ash|Dovetail North|Elmgrove|Fennimore|Glintworks|Harrowfield|Inkberry|Juniper & Vane|Kestrelline|Larkhollow|Marrowstone|Nettleby|Ossory Lane|Pellwood|Quillhaven|Rookery Hill|Saltmarsh Goods|Tamarack Row|Umberfield|Verdanne|Wrenfold|Yarrowby|Zephyrline".split(
    "|",
  );

/** States of an order, and how many orders of a running shop are in each. */
export const orderStatuses: Readonly<Record<string, number>> = {
  delivered: 62,
  shipped: 12,
  processing: 9,
  pending: 6,
  cancelled: 5,
  returned: 3,
  refunded: 3,
};
export const shippingMethods: Readonly<Record<string, number>> = {
  Standard: 58,
  Express: 18,
  "Next day": 8,
  "Pick-up in store": 9,
  Economy: 5,
  "Same day": 2,
};

/** What product descriptions praise; {noun} is the product. */
export const virtues: readonly string[] =
  "Made to last for years of daily use.|Easy to clean and easy to store.|Designed with comfort in mind.|Lightweight, yet surprisingly strong.|A thoughtful gift for any occasion.|Fits into the smallest of homes.|Comes with a two-year guarantee.|Packed without plastic.|Ready to use in minutes.|Tested by people who use it every day.|Works just as well indoors and outdoors.|No tools needed.|Small details make the difference.|Available in several colours.|Built from carefully chosen materials.|Simple, honest and well made.".split(
    "|",
  );
