/** Offers bytes to the browser as a file to keep. */
export function saveFile(name: string, mediaType: string, bytes: BlobPart): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
