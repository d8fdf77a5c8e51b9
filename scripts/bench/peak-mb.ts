/** The largest memory of this process until now, in MiB; it never falls. */
export function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}
