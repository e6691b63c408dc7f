using System.CommandLine;
using Naru.Bench;
using Naru.Bench.Figures;
using Naru.Lab;
using Spectre.Console;

namespace Naru.Commands;

/// <summary><c>naru bench</c>: measures this machine's figures, beside those of Neutron.</summary>
internal static class BenchCommand
{
    private const string LabName = "bench";
    private const int ApiPort = 5090;

    public static Command Create()
    {
        var apiOnly = new Option<bool>("--api-only") { Description = "Only the server: no lab, no packets." };
        var packetsOnly = new Option<bool>("--packets-only") { Description = "Only the lab: not the server by itself." };
        var scaleOnly = new Option<bool>("--scale-only") { Description = "Only the server with 10,000 ports and 20,000 rules." };
        var churnOnly = new Option<bool>("--churn-only") { Description = "Only 64 clients that change related objects at once, and whether the state is sound afterwards." };
        var throughputOnly = new Option<bool>("--throughput-only") { Description = "Only TCP between instances, beside bare bridges of the same hosts: a lab for each mode and type of network." };
        var lab = new Option<string>("--lab") { DefaultValueFactory = _ => LabName, Description = "Name of the lab that is brought up." };
        var port = new Option<int>("--port") { DefaultValueFactory = _ => ApiPort, Description = "Port on 127.0.0.1 of its server." };
        var instancesOnly = new Option<bool>("--instances-only") { Description = "Only servers: how soon they answer, how long fifty take, and their memory." };
        var samples = new Option<int>("--samples")
        {
            Description = "Samples of each way from a request to the first packet.",
            DefaultValueFactory = _ => 20,
        };
        var ports = new Option<int>("--ports")
        {
            Description = "Ports on the host whose agent is started again.",
            DefaultValueFactory = _ => 1000,
        };
        var seconds = new Option<double>("--seconds")
        {
            Description = "How long each operation of the API is repeated, three times.",
            DefaultValueFactory = _ => 2,
        };
        var command = new Command("bench", "Measures the API and the data plane, and compares with Neutron.")
        {
            apiOnly, packetsOnly, scaleOnly, churnOnly, throughputOnly, instancesOnly, seconds, samples, ports, lab, port,
        };
        command.SetAction((parsed, cancellation) => Answer.WithLabAsync(parsed.GetRequiredValue(lab), directory => LabState.Load(directory) is null
            ? RunAsync(Read(parsed, directory), cancellation)
            : Task.FromResult(Answer.Refuse($"There is a lab '{directory.Name}' already: end it with 'naru down --lab {directory.Name}' first."))));
        return command;

        BenchOptions Read(ParseResult parsed, LabDirectory directory)
        {
            // Without any of them everything is measured.
            var isAll = !new[] { apiOnly, packetsOnly, scaleOnly, churnOnly, throughputOnly, instancesOnly }.Any(parsed.GetValue);
            return new BenchOptions(directory, parsed.GetRequiredValue(port))
            {
                WithApi = isAll || parsed.GetValue(apiOnly),
                WithDataPlane = isAll || parsed.GetValue(packetsOnly),
                WithScale = isAll || parsed.GetValue(scaleOnly),
                WithChurn = isAll || parsed.GetValue(churnOnly),
                WithThroughput = isAll || parsed.GetValue(throughputOnly),
                WithInstances = isAll || parsed.GetValue(instancesOnly),
                Samples = parsed.GetRequiredValue(samples),
                RestartPorts = parsed.GetRequiredValue(ports),
                RunTime = TimeSpan.FromSeconds(parsed.GetRequiredValue(seconds)),
            };
        }
    }

    private static async Task<int> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        AnsiConsole.WriteLine($"{Environment.ProcessorCount} cores, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]} before; the client runs on the same cores.");
        var table = new Table().AddColumns("what", "Naru", "Neutron", "times better", "aim", "");
        try
        {
            await foreach (var figure in Benchmark.RunAsync(options, cancellation))
            {
                AnsiConsole.MarkupLineInterpolated($"[grey]{figure.What}: {figure.Text(figure.Value)} {figure.Detail}[/]");
                Add(table, figure);
            }
        }
        finally
        {
            // What was measured before a failure is worth reading too.
            AnsiConsole.Write(table);
            AnsiConsole.WriteLine("Neutron's figures were measured earlier, on another machine of the same kind: read the ratios as orders of magnitude.");
        }
        return Answer.Success;
    }

    private static void Add(Table table, Figure figure) => table.AddRow(
        Markup.Escape(figure.What),
        figure.Text(figure.Value),
        figure.Neutron is { } neutron ? figure.Text(neutron) : "",
        figure.Ratio is { } ratio ? $"{ratio:0.#}" : "",
        figure switch
        {
            { MeetsAim: true } => $"[green]{figure.Text(figure.Aim!.Value)} met[/]",
            { MeetsAim: false } => $"[red]{figure.Text(figure.Aim!.Value)} missed[/]",
            _ => "",
        },
        Markup.Escape(figure.Detail));
}
