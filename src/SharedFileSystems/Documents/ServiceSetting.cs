using Naru.State;

namespace Naru.SharedFileSystems.Documents;

/// <summary>A service of a host that an administrator has disabled: it gets no new shares.</summary>
/// <param name="Id"><c>BINARY@HOST</c></param>
public sealed record ServiceSetting(string Id, DateTimeOffset UpdatedAt) : IDocument;
