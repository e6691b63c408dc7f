using System.Runtime.CompilerServices;
using Naru.Identity;

namespace Naru.OpenApi;

/// <summary>The document of the Identity API.</summary>
public sealed class OpenApiSpecs(IdentityHost host) : IClassFixture<IdentityHost>
{
    private const string Command = "UPDATE_GOLDEN=1 dotnet test tests/Identity --filter FullyQualifiedName~Naru.OpenApi";

    [Fact]
    public async Task It_is_served_to_anybody_and_is_what_the_declarations_say() =>
        OpenApiGolden.Match(await host.Client.GetStringAsync("/identity/openapi.json"), Here(), "identity.json", Command);

    private static string Here([CallerFilePath] string file = "") => file;
}
