import type { FastifyReply, FastifyRequest } from "fastify";

/** Says how many there are, and where other pages of a list are (RFC 8288). */
export function tellPages(
  request: FastifyRequest,
  reply: FastifyReply,
  { total, page, page_size: size }: { readonly total: number; readonly page: number; readonly page_size: number },
): void {
  const last = Math.max(1, Math.ceil(total / size));
  const pages: readonly (readonly [rel: string, number: number])[] = [
    ["first", 1],
    ...(page > 1 ? [["prev", Math.min(page - 1, last)] as const] : []),
    ...(page < last ? [["next", page + 1] as const] : []),
    ["last", last],
  ];
  const links = pages.map(([rel, number]) => {
    const url = new URL(request.url, "http://here");
    url.searchParams.delete("api_key");
    url.searchParams.set("page", String(number));
    return `<${url.pathname}${url.search}>; rel="${rel}"`;
  });
  void reply.header("x-total-count", total).header("link", links.join(", "));
}
