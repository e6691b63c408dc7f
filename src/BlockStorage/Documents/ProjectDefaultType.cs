using Naru.State;

namespace Naru.BlockStorage.Documents;

/// <summary>The type of a project's volumes that name none.</summary>
/// <param name="Id">The project.</param>
public sealed record ProjectDefaultType(string Id, string TypeId) : IDocument;
