using Naru.State;

namespace Naru.Images.Import;

/// <summary>An import that was accepted.</summary>
/// <param name="Source">Where to fetch from; null: what is staged.</param>
internal sealed record ImportJob(string ImageId, string TaskId, Uri? Source, WriteContext Context);
