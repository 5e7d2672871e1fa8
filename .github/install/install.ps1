<#
.SYNOPSIS
Installs fasthook for the current user: downloads the archive for Windows, verifies its SHA-256 sum, puts the
executable into a folder. Needs no administrator and changes nothing else.
.PARAMETER Version
A released version, such as 0.1.0; the latest by default.
.PARAMETER To
Where the executable goes; %LOCALAPPDATA%\Programs\fasthook by default.
.PARAMETER From
A folder with the release's files; the project's releases by default.
#>
[CmdletBinding()]
param(
  [string] $Version = '',
  [string] $To = "$env:LOCALAPPDATA\Programs\fasthook",
  [string] $From = ''
)

# All within one function, called on the last line: a download of this script that broke off does nothing, and in
# "irm ... | iex" none of the settings and names stay behind in the window.
function Install-Fasthook([string] $Version, [string] $To, [string] $From) {
  Set-StrictMode -Version Latest
  $ErrorActionPreference = 'Stop'
  $ProgressPreference = 'SilentlyContinue' # the progress bar makes Windows PowerShell download many times slower

  # The release job writes the repository here that it runs in.
  $repository = 'fasthook/fasthook'

  function Stop-Install([string] $Message, [string] $Fix) {
    throw "fasthook: $Message`n  fix: $Fix"
  }

  function Get-Target {
    # A 32-bit PowerShell on 64-bit Windows says x86 in the second variable.
    $machine = if ($env:PROCESSOR_ARCHITEW6432) { $env:PROCESSOR_ARCHITEW6432 } else { $env:PROCESSOR_ARCHITECTURE }
    # Windows on ARM runs x64 programs.
    if ($machine -notin 'AMD64', 'ARM64') {
      Stop-Install "Cannot install: there is no executable for $machine" 'build it from source: npx -y deno@2.9.6 task build'
    }
    'x86_64-pc-windows-msvc'
  }

  function Get-Release([string] $Url, [string] $File) {
    try {
      Invoke-WebRequest -UseBasicParsing -TimeoutSec 600 -Uri $Url -OutFile $File
    } catch {
      Stop-Install "Cannot download ${Url}: $($_.Exception.Message)" 'look at the address and the network; nothing was installed'
    }
  }

  function Assert-Sum([string] $Archive, [string] $Folder) {
    $wanted = Get-Content -LiteralPath "$Folder\SHA256SUMS" |
      Where-Object { $_ -match '^([0-9a-fA-F]{64}) [ *](.+)$' -and $Matches[2] -eq $Archive } |
      ForEach-Object { $_.Substring(0, 64) }
    if (-not $wanted) { Stop-Install "Cannot verify ${Archive}: SHA256SUMS does not name it" 'nothing was installed' }
    $actual = (Get-FileHash -Algorithm SHA256 -LiteralPath "$Folder\$Archive").Hash
    if ($actual -ne $wanted) {
      Stop-Install "Cannot verify ${Archive}: wanted SHA-256 $wanted, got $actual" 'nothing was installed; download it again'
    }
  }

  function Install-Program([string] $Program, [string] $Folder) {
    if (Test-Path -LiteralPath "$Folder\fasthook.exe" -PathType Container) {
      Stop-Install "Cannot install: $Folder\fasthook.exe is a folder" 'give another folder with -To'
    }
    New-Item -ItemType Directory -Force -Path $Folder | Out-Null
    $fresh = "$Folder\fasthook-new.exe"
    Copy-Item -LiteralPath $Program -Destination $fresh -Force
    $said = & $fresh --version
    if ($LASTEXITCODE -ne 0) {
      Remove-Item -LiteralPath $fresh
      Stop-Install "Cannot run fasthook on this system: exit code $LASTEXITCODE" 'nothing was installed'
    }
    # A program that runs cannot be overwritten, but it can be renamed.
    $place = "$Folder\fasthook.exe"
    Remove-Item -Path "$Folder\fasthook-old-*.exe" -ErrorAction SilentlyContinue
    if (Test-Path -LiteralPath $place) { Move-Item -LiteralPath $place -Destination "$Folder\fasthook-old-$PID.exe" }
    Move-Item -LiteralPath $fresh -Destination $place
    "installed $said as $place"
  }

  [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
  $archive = "fasthook-$(Get-Target).zip"
  if (-not $From) {
    $From = "https://github.com/$repository/releases"
    $From += if ($Version) { "/download/v$($Version.TrimStart('v'))" } else { '/latest/download' }
  }
  $work = Join-Path ([IO.Path]::GetTempPath()) "fasthook-install-$PID"
  New-Item -ItemType Directory -Force -Path $work | Out-Null
  try {
    "downloading $archive"
    Get-Release "$From/$archive" "$work\$archive"
    Get-Release "$From/SHA256SUMS" "$work\SHA256SUMS"
    Assert-Sum $archive $work
    Expand-Archive -LiteralPath "$work\$archive" -DestinationPath "$work\unpacked" -Force
    Install-Program "$work\unpacked\fasthook.exe" $To
  } finally {
    Remove-Item -LiteralPath $work -Recurse -Force -ErrorAction SilentlyContinue
  }
  if (($env:Path -split ';').TrimEnd('\') -notcontains $To.TrimEnd('\')) {
    "$To is not on PATH. To add it for you, in new windows:"
    "  [Environment]::SetEnvironmentVariable('Path', [Environment]::GetEnvironmentVariable('Path', 'User') + ';$To', 'User')"
  }
}

Install-Fasthook -Version $Version -To $To -From $From
