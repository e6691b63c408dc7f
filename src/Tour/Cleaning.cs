using Naru.Primitives;
using Naru.Tour.Running;

namespace Naru.Tour;

/// <summary>Takes away what a chapter has made. It may be done twice, and when nothing has been made.</summary>
public delegate Task<Result<Done>> Cleaning(Workshop workshop, CancellationToken cancellation);
